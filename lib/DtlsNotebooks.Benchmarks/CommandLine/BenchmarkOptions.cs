using DtlsNotebooks.Benchmarks.Load;

namespace DtlsNotebooks.Benchmarks.CommandLine;

/// <summary>How much is measured.</summary>
/// <param name="IsSmoke">One tiny round.</param>
/// <param name="IsShort">Some minutes.</param>
/// <param name="Before">The benchmarks' assembly of an earlier build, to measure beside this one; null for none.</param>
internal sealed record BenchmarkOptions(bool IsSmoke, bool IsShort, FileInfo? Before)
{
    /// <summary>How much load.</summary>
    public LoadSettings Load =>
        IsSmoke ? LoadSettings.Smoke
        : IsShort ? LoadSettings.Short
        : LoadSettings.Usual;
}
