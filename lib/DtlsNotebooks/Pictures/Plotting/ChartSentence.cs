using System.Globalization;
using DtlsNotebooks.Pictures.Markup;

namespace DtlsNotebooks.Pictures.Plotting;

/// <summary>Says what a chart shows in a sentence made from its numbers: what a screen reader speaks first.</summary>
internal static class ChartSentence
{
    private const int MostSeries = 4;
    private const int MostNames = 3;
    private static readonly HashSet<string> Units = ["s", "ms", "µs", "bytes", "%"];

    /// <summary>The sentence.</summary>
    public static string Of(Chart chart)
    {
        List<Series> series = [.. chart.Series.Where(one => one.Y.Any(double.IsFinite))];
        if (series.Count == 0)
            return "Nothing was measured.";
        IEnumerable<string> parts = series.Take(MostSeries).Select(one => Part(chart, one));
        int more = series.Count - MostSeries;
        string rest = more > 0 ? string.Create(CultureInfo.InvariantCulture, $" {more} more are not told here.") : "";
        return string.Join(' ', parts) + rest;
    }

    private static string Part(Chart chart, Series series)
    {
        if (chart is BarChart bars)
            return Bars(bars, series);
        string name = PlainText.OneLine(series.Name.Length > 0 ? series.Name : chart.YAxis);
        string said = Points(chart, series);
        return name.Length > 0 ? $"{Capital(name)}: {said}" : Capital(said);
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static string Bars(BarChart chart, Series series)
    {
        var bars = chart.Categories.Zip(series.Y).Where(bar => double.IsFinite(bar.Second)).ToList();
        (double least, double most) = (bars.Min(bar => bar.Second), bars.Max(bar => bar.Second));
        string axis = PlainText.OneLine(chart.YAxis).Trim();
        string unit = Unit(axis);
        string what = unit.Length > 0 && axis.EndsWith(')') ? axis[..axis.LastIndexOf('(')].TrimEnd() : "";
        string name = string.Join(", ", new[] { PlainText.OneLine(series.Name), what }.Where(part => part.Length > 0));
        string of = unit.Length == 0 && axis.Length > 0 ? " " + axis : unit;
        string said = (bars.Count, least == most) switch
        {
            (1, _) => $"{PlainText.OneLine(bars[0].First)} has {Write(chart, most)}{of}.",
            (_, true) => string.Create(
                CultureInfo.InvariantCulture,
                $"all {bars.Count} have {Write(chart, most)}{of}."
            ),
            _ => $"the most is {Write(chart, most)}{of} ({Names(bars, most)}), "
                + $"the least {Write(chart, least)}{unit} ({Names(bars, least)}).",
        };
        return name.Length > 0 ? $"{Capital(name)}: {said}" : Capital(said);
    }

    private static string Names(List<(string Name, double Value)> bars, double value)
    {
        List<string> names = [.. bars.Where(bar => bar.Value == value).Select(bar => PlainText.OneLine(bar.Name))];
        if (names.Count > MostNames)
            return string.Create(CultureInfo.InvariantCulture, $"{names.Count} of them");
        return names.Count == 1 ? names[0] : $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}";
    }

    private static string Points(Chart chart, Series series)
    {
        var points = series
            .X.Zip(series.Y)
            .Where(point => double.IsFinite(point.First) && double.IsFinite(point.Second))
            .OrderBy(point => point.First)
            .ToList();
        if (points.Count == 0)
            return "no number.";
        (double X, double Y) first = points[0];
        (double X, double Y) last = points[^1];
        string axis = PlainText.OneLine(chart.XAxis).Trim();
        string unit = Unit(axis);
        string rest = unit.Length == 0 && axis.Length > 0 ? $" ({axis})" : unit;
        if (points.Count == 1)
            return $"{Write(chart, first.Y)} at {ChartNumber.Write(first.X, "")}{rest}.";
        (double X, double Y) top = points.MaxBy(point => point.Second);
        string peak =
            top.Y > Math.Max(first.Y, last.Y)
                ? $", with {Write(chart, top.Y)} at {ChartNumber.Write(top.X, "")}{unit} as its highest"
                : "";
        return $"from {Write(chart, first.Y)} at {ChartNumber.Write(first.X, "")}{unit} to {Write(chart, last.Y)} at "
            + $"{ChartNumber.Write(last.X, "")}{rest}{peak}.";
    }

    // "sent after (ms)" and "ms" are both said as "ms"; what is no unit stands once, behind the numbers.
    private static string Unit(string axis)
    {
        int open = axis.LastIndexOf('(');
        string text = open >= 0 && axis.EndsWith(')') ? axis[(open + 1)..^1] : axis;
        return Units.Contains(text) ? " " + text : "";
    }

    private static string Write(Chart chart, double value) => ChartNumber.Write(value, chart.Format);
}
