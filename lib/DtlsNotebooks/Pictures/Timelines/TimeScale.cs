using System.Globalization;

namespace DtlsNotebooks.Pictures.Timelines;

/// <summary>The axis of time: from where to where, marked at round numbers.</summary>
/// <param name="From">Its start, in milliseconds.</param>
/// <param name="To">Its end, in milliseconds.</param>
/// <param name="Unit">"µs", "ms" or "s".</param>
/// <param name="Ticks">Where it is marked, in milliseconds.</param>
/// <param name="Texts">What stands at each mark, in <paramref name="Unit"/>.</param>
internal sealed record TimeScale(
    double From,
    double To,
    string Unit,
    IReadOnlyList<double> Ticks,
    IReadOnlyList<string> Texts
)
{
    private const int MostTicks = 7;
    private static readonly int[] Factors = [1, 2, 5, 10];

    /// <summary>A scale that holds all times.</summary>
    public static TimeScale Of(IEnumerable<double> times)
    {
        (double from, double to) = (0.0, 0.0);
        foreach (double time in times)
            (from, to) = (Math.Min(from, time), Math.Max(to, time));
        if (to - from <= 0)
            to = from + 1;
        (string? unit, double length) =
            to - from < 1 ? ("µs", 0.001)
            : to - from < 5000 ? ("ms", 1.0)
            : ("s", 1000.0);
        double step = Step((to - from) / length) * length;
        List<double> ticks = [];
        for (long i = (long)Math.Ceiling(from / step); i * step <= to + (step * 1e-9); i++)
            ticks.Add(i * step);
        return new TimeScale(
            from,
            to,
            unit,
            ticks,
            [.. ticks.Select(tick => Math.Round(tick / length, 6).ToString("0.######", CultureInfo.InvariantCulture))]
        );
    }

    // 1, 2 or 5 times a power of ten.
    private static double Step(double span)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(span / MostTicks)));
        return Factors.Select(factor => factor * power).First(step => span / step <= MostTicks);
    }
}
