namespace DtlsNotebooks.Pictures.Plotting;

/// <summary>From where to where an axis goes; powers of ten on a logarithmic one.</summary>
/// <param name="From">Its start.</param>
/// <param name="To">Its end.</param>
internal sealed record ChartRange(double From, double To)
{
    /// <summary>A range with a little air around the values; from 0 where they are not far from it.</summary>
    public static ChartRange Of(IEnumerable<double> values, bool log, bool fromZero, double airAbove = 0.06)
    {
        var usable = values.Where(value => double.IsFinite(value) && (!log || value > 0)).ToList();
        if (usable.Count == 0)
            return new ChartRange(0, 1);
        (double low, double high) = (usable.Min(), usable.Max());
        return log ? Log(low, high, fromZero) : Linear(low, high, fromZero || (low >= 0 && low < high / 2), airAbove);
    }

    private static ChartRange Log(double low, double high, bool whole)
    {
        (double from, double to) = (Math.Log10(low), Math.Log10(high));
        double air = Math.Max(0.08, 0.04 * (to - from));
        return whole ? new ChartRange(Math.Floor(from - 0.01), to + 0.25) : new ChartRange(from - air, to + air);
    }

    private static ChartRange Linear(double low, double high, bool fromZero, double airAbove)
    {
        if (fromZero)
            (low, high) = (Math.Min(low, 0), Math.Max(high, 0));
        double span = high - low;
        if (span <= 0)
            span = Math.Abs(high) > 0 ? Math.Abs(high) : 1;
        return new ChartRange(low == 0 ? 0 : low - (0.05 * span), high == 0 && low < 0 ? 0 : high + (airAbove * span));
    }
}
