using System.Diagnostics;

namespace DtlsNotebooks.Lessons;

/// <summary>What so many threads cost that do nothing but wait, measured in this process.</summary>
/// <param name="Count">
/// How many there were; fewer than were asked for where the system refused more, or was too slow for five seconds.
/// </param>
/// <param name="Kibibytes">Memory that each of them really used, in KiB. The process's own breathing is in it.</param>
/// <param name="StartMicroseconds">How long it took to start each of them, in microseconds.</param>
/// <example><code>ThreadCost.Of(1000)</code></example>
public sealed record ThreadCost(int Count, double Kibibytes, double StartMicroseconds)
{
    private const int Most = 20_000;
    private static readonly TimeSpan StartBound = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan StayBound = TimeSpan.FromMinutes(2);

    /// <summary>Starts so many threads, looks at the process's memory, and lets them end.</summary>
    /// <param name="count">How many, 1 to 20,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is another one.</exception>
    public static ThreadCost Of(int count)
    {
        if (count is < 1 or > Most)
            throw new ArgumentOutOfRangeException(nameof(count), count, $"Ask for 1 to {Most} threads.");

        using var end = new ManualResetEvent(initialState: false);
        using var began = new SemaphoreSlim(0);
        var threads = new List<Thread>(count);
        long before = MemoryInUse();
        var clock = Stopwatch.StartNew();
        try
        {
            while (threads.Count < count && clock.Elapsed < StartBound && Start(began, end) is { } thread)
                threads.Add(thread);
            for (int i = 0; i < threads.Count; i++)
                began.Wait(StayBound);
            TimeSpan started = clock.Elapsed;
            double used = Math.Max(0, MemoryInUse() - before);
            return new ThreadCost(
                threads.Count,
                used / 1024 / Math.Max(1, threads.Count),
                started.TotalMicroseconds / Math.Max(1, threads.Count)
            );
        }
        finally
        {
            end.Set();
            threads.ForEach(thread => thread.Join(StayBound));
        }
    }

    /// <summary>
    /// How long it takes to hand the turn from one thread to another and back, in microseconds: two threads wake each
    /// other so many times.
    /// </summary>
    /// <param name="turns">How many times, 1 to 1,000,000.</param>
    public static double SwitchMicroseconds(int turns = 20_000)
    {
        if (turns is < 1 or > 1_000_000)
            throw new ArgumentOutOfRangeException(nameof(turns), turns, "Ask for 1 to 1,000,000 turns.");

        using var ping = new AutoResetEvent(false);
        using var pong = new AutoResetEvent(false);
        var other = new Thread(() =>
        {
            for (int i = 0; i < turns && ping.WaitOne(StayBound); i++)
                pong.Set();
        })
        {
            IsBackground = true,
        };
        other.Start();
        var clock = Stopwatch.StartNew();
        for (int i = 0; i < turns; i++)
        {
            ping.Set();
            pong.WaitOne(StayBound);
        }

        double each = clock.Elapsed.TotalMicroseconds / turns;
        other.Join(StayBound);
        return each;
    }

    private static long MemoryInUse()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }

    // A slim event would spin first, and ten thousand threads that spin keep each other from starting.
    // Null where the system gives no more threads: that is what was to be found out, no failure.
    private static Thread? Start(SemaphoreSlim began, ManualResetEvent end)
    {
        try
        {
            var thread = new Thread(() =>
            {
                began.Release();
                end.WaitOne(StayBound);
            })
            {
                IsBackground = true,
            };
            thread.Start();
            return thread;
        }
        catch (OutOfMemoryException)
        {
            return null;
        }
    }
}
