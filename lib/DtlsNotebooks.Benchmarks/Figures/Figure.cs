using System.Globalization;

namespace DtlsNotebooks.Benchmarks.Figures;

/// <summary>How numbers are written in the tables.</summary>
internal static class Figure
{
    /// <summary>What stands where nothing was measured.</summary>
    public const string None = "–";

    /// <summary>Two or three significant digits, with a comma for thousands.</summary>
    public static string Of(double value) =>
        value switch
        {
            >= 100 => Math.Round(value).ToString("N0", CultureInfo.InvariantCulture),
            >= 10 => value.ToString("0.0", CultureInfo.InvariantCulture),
            _ => value.ToString("0.00", CultureInfo.InvariantCulture),
        };

    /// <summary>The median, and the least and the most in parentheses.</summary>
    public static string Of(Spread? spread) =>
        spread is null ? None
        : spread.Count == 1 ? Of(spread.Median)
        : $"{Of(spread.Median)} ({Of(spread.Least)}–{Of(spread.Most)})";

    /// <summary>The median alone.</summary>
    public static string Median(Spread? spread) => spread is null ? None : Of(spread.Median);
}
