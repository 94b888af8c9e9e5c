using System.Diagnostics;

namespace DtlsNotebooks.Benchmarks.Figures;

/// <summary>How long something takes in this process.</summary>
internal static class Timed
{
    /// <summary>Does it once. What was allocated before is collected first, so that it pays for its own alone.</summary>
    /// <param name="work">Does it.</param>
    public static TimeSpan Once(Action work) => Each(work, TimeSpan.Zero);

    /// <summary>The mean of as many as it takes to fill a time that can be measured well.</summary>
    /// <param name="work">Does it once.</param>
    /// <param name="atLeast">How long it is done again and again.</param>
    public static TimeSpan Each(Action work, TimeSpan atLeast)
    {
        GC.Collect();
        long start = Stopwatch.GetTimestamp();
        int count = 0;
        do
        {
            work();
            count++;
        } while (Stopwatch.GetElapsedTime(start) < atLeast);

        return Stopwatch.GetElapsedTime(start) / count;
    }
}
