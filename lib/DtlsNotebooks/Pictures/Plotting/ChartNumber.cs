using System.Globalization;

namespace DtlsNotebooks.Pictures.Plotting;

/// <summary>How charts write numbers.</summary>
internal static class ChartNumber
{
    // As the axes have it.
    private const double Grouped = 10_000;

    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /// <summary>A value in a .NET numeric format, or with four significant digits.</summary>
    public static string Write(double value, string format)
    {
        if (!double.IsFinite(value))
            return "–";
        if (format.Length > 0)
            return value.ToString(format, CultureInfo.InvariantCulture);
        double size = Math.Abs(value);
        if (size > 0 && size is < 0.99e-5 or >= 1e9)
            return Power(value);
        if (value == Math.Floor(value))
            return value.ToString(size < Grouped ? "0" : "#,0", CultureInfo.InvariantCulture);
        int decimals = Math.Clamp(3 - (int)Math.Floor(Math.Log10(size)), 0, 9);
        return Math.Round(value, decimals).ToString("0.#########", CultureInfo.InvariantCulture);
    }

    private static string Power(double value)
    {
        string[] parts = value.ToString("0.##E0", CultureInfo.InvariantCulture).Split('E');
        string power = string.Concat(parts[1].Select(digit => digit == '-' ? '⁻' : Superscripts[digit - '0']));
        return parts[0] == "1" ? $"10{power}" : $"{parts[0]}×10{power}";
    }
}
