using DtlsNotebooks.Benchmarks.Own;

namespace DtlsNotebooks.Benchmarks.Load;

/// <summary>What one program did in one round.</summary>
/// <param name="Answer">What the clients counted.</param>
/// <param name="ProcessorTime">What the measured program used of the processors.</param>
/// <param name="Runtime">What its runtime did; null for a C program.</param>
internal sealed record LoadRun(LoadAnswer Answer, TimeSpan ProcessorTime, RuntimeFigures? Runtime)
{
    /// <summary>Handshakes or echoes a second.</summary>
    public double? Rate =>
        Answer.Count > 0 && Answer.Elapsed > TimeSpan.Zero ? Answer.Count / Answer.Elapsed.TotalSeconds : null;

    /// <summary>Processor time for each, in microseconds.</summary>
    public double? Cost => Answer.Count > 0 ? ProcessorTime.TotalMicroseconds / Answer.Count : null;

    /// <summary>Kilobytes that the runtime allocated for each.</summary>
    public double? Allocated =>
        Answer.Count > 0 && Runtime is not null ? Runtime.Allocated / 1024.0 / Answer.Count : null;

    /// <summary>The share of the time in which collections stopped all threads, in percent.</summary>
    public double? Paused =>
        Runtime is not null && Answer.Elapsed > TimeSpan.Zero ? 100 * (Runtime.Pause / Answer.Elapsed) : null;
}
