using DtlsNotebooks.Pictures.Plotting.Figures;

namespace DtlsNotebooks.Pictures.Plotting;

/// <summary>Axes of numbers.</summary>
internal static class ChartAxis
{
    private const int MostPowers = 7;

    /// <summary>An axis over a range; a logarithmic one is marked at powers of ten.</summary>
    public static FigureAxis Of(ChartRange range, bool log, string title)
    {
        List<int> powers = log ? Powers(range) : [];
        return new FigureAxis
        {
            From = range.From,
            To = range.To,
            Log = log,
            Visible = true,
            Title = title,
            Ticks = [.. powers.Select(power => Math.Pow(10, power))],
            TickTexts = [.. powers.Select(power => ChartNumber.Write(Math.Pow(10, power), ""))],
        };
    }

    private static List<int> Powers(ChartRange range)
    {
        int first = (int)Math.Ceiling(range.From);
        int last = (int)Math.Floor(range.To);
        int step = Math.Max(1, (int)Math.Ceiling((last - first + 1) / (double)MostPowers));
        var powers = new List<int>();
        for (int power = first; power <= last; power += step)
            powers.Add(power);
        return powers.Count >= 2 ? powers : [];
    }
}
