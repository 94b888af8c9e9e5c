using System.Diagnostics;
using DtlsNotebooks.Benchmarks.Load;

namespace DtlsNotebooks.Benchmarks.Own;

/// <summary>Counts what the clients of a load do, on any number of threads, and says when they are to end.</summary>
/// <param name="order">What they do.</param>
internal sealed class LoadTally(LoadOrder order)
{
    private long _began;
    private long _last;
    private long _count;
    private long _failed;
    private long _reused;

    /// <summary>How many bytes a client sends and gets back.</summary>
    public const int EchoBytes = 64;

    /// <summary>Whether the time of the order is up.</summary>
    public bool IsOver => Elapsed >= order.Duration;

    /// <summary>Since the beginning.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_began);

    /// <summary>The clients begin now.</summary>
    public void Begin() => _began = _last = Stopwatch.GetTimestamp();

    /// <summary>A handshake or an echo has been done.</summary>
    /// <param name="isResumed">Whether its session was resumed.</param>
    public void Done(bool isResumed)
    {
        Interlocked.Increment(ref _count);
        Interlocked.Add(ref _reused, isResumed ? 1 : 0);
        long now = Stopwatch.GetTimestamp();
        long last = Interlocked.Read(ref _last);
        while (now > last && Interlocked.CompareExchange(ref _last, now, last) != last)
            last = Interlocked.Read(ref _last);
    }

    /// <summary>Some have failed.</summary>
    /// <param name="count">How many.</param>
    public void Failed(int count = 1) => Interlocked.Add(ref _failed, count);

    /// <summary>What was counted, and the time until the last was done.</summary>
    public LoadAnswer ToAnswer() => new(_count, _failed, -1, _reused, Stopwatch.GetElapsedTime(_began, _last));
}
