using System.Diagnostics;

namespace DtlsNotebooks.Lessons;

/// <summary>How long something took, done many times on this machine. All times are in milliseconds.</summary>
/// <param name="Median">Half of the times are shorter.</param>
/// <param name="LowerQuartile">A quarter of the times are shorter.</param>
/// <param name="UpperQuartile">A quarter of the times are longer.</param>
/// <example><code>(Timing full, Timing resumed) = Timing.InTurn(40, Full, Resumed);</code></example>
public sealed record Timing(double Median, double LowerQuartile, double UpperQuartile)
{
    private const int WarmUps = 10;

    /// <summary>
    /// Times two things in turn, so that whatever else the machine does falls on both alike. Ten rounds for warming up
    /// come first and do not count.
    /// </summary>
    /// <param name="rounds">How often each is done, 4 or more.</param>
    /// <param name="first">Does the one thing, once.</param>
    /// <param name="second">Does the other.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 4 rounds.</exception>
    public static (Timing First, Timing Second) InTurn(int rounds, Action first, Action second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentOutOfRangeException.ThrowIfLessThan(rounds, 4);
        var ones = new List<double>();
        var others = new List<double>();
        for (int round = 0; round < WarmUps + rounds; round++)
        {
            double one = Milliseconds(first);
            double other = Milliseconds(second);
            if (round >= WarmUps)
            {
                ones.Add(one);
                others.Add(other);
            }
        }

        return (Of(ones), Of(others));
    }

    /// <summary>The figures of a list of times.</summary>
    internal static Timing Of(List<double> times)
    {
        double[] sorted = [.. times.Order()];
        return new Timing(sorted[sorted.Length / 2], sorted[sorted.Length / 4], sorted[sorted.Length * 3 / 4]);
    }

    private static double Milliseconds(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
