using DtlsNotebooks.Pictures.Markup;
using DtlsNotebooks.Pictures.Plotting.Figures;

namespace DtlsNotebooks.Pictures.Plotting;

/// <summary>Lays line and scatter charts out.</summary>
internal static class PointFigure
{
    private const int UsualHeight = 320;
    private const int MostNamesAtLines = 6;
    private const double NameWidth = 7.4;
    private const double NameHeight = 17;
    private const double NameSize = 12.5;
    private const double SameEnd = 0.02;

    // What tells series apart where there is no colour, as plotly.js names it.
    private static readonly string[] Symbols = ["circle", "square", "diamond", "triangle-up"];
    private static readonly string[] Dashes = ["solid", "dash", "dot", "dashdot"];

    /// <summary>The figure of a chart.</summary>
    public static Figure Of(Chart chart)
    {
        int height = chart.Height > 0 ? chart.Height : UsualHeight;
        bool logX = chart is LineChart { LogX: true } or ScatterChart { LogX: true };
        var x = ChartRange.Of(chart.Series.SelectMany(series => series.X), logX, fromZero: false, airAbove: 0.03);
        bool atLines =
            chart is LineChart && chart.Series.Count is > 1 and <= MostNamesAtLines && EndTogether(chart, logX, x);
        bool legend = chart.Series.Count > 1 && !atLines;
        int names = atLines ? chart.Series.Max(series => PlainText.Columns(series.Name)) : 0;
        var margin = new FigureMargin(48, 16 + (int)(names * NameWidth) + (atLines ? 16 : 0), legend ? 36 : 12, 48);
        var y = ChartRange.Of(
            chart.Series.SelectMany(series => series.Y.Concat(series.Low).Concat(series.High)),
            chart.LogY,
            fromZero: false
        );
        return new Figure
        {
            Kind = chart.Kind,
            Height = height,
            X = ChartAxis.Of(x, logX, chart.XAxis),
            Y = ChartAxis.Of(y, chart.LogY, "") with { Grid = true },
            Margin = margin,
            Legend = legend,
            TextColor = Palette.Text.Light,
            QuietColor = Palette.Quiet.Light,
            GridColor = Palette.Rule.Light,
            PaperColor = Palette.Paper.Light,
            Traces =
            [
                .. chart.Series.Select((series, i) => Points(chart, series, i, legend)),
                .. atLines ? Names(chart, y, height - margin.Top - margin.Bottom) : [],
            ],
        };
    }

    private static FigureLine Points(Chart chart, Series series, int index, bool named)
    {
        bool line = chart is LineChart;
        return new FigureLine
        {
            Name = named ? PlainText.OneLine(series.Name) : "",
            X = [.. series.X.Select(value => Finite(value))],
            Y = [.. series.Y.Select(value => chart.LogY && value <= 0 ? null : Finite(value))],
            Color = Color(index).Light,
            Width = line ? 2.2 : 0,
            Dash = Dashes[index % Dashes.Length],
            Symbol = line && series.X.Count > 60 ? "" : Symbols[index % Symbols.Length],
            SymbolSizes = [line ? 5.5 : 7],
            Opacity = line || series.X.Count < 100 ? 1 : 0.6,
            Below = [.. series.Low.Zip(series.Y, (low, value) => value - low)],
            Above = [.. series.High.Zip(series.Y, (high, value) => high - value)],
            Hover = [.. series.X.Zip(series.Y, (x, y) => Hover(chart, series, x, y))],
        };
    }

    private static ThemeColor Color(int index) => Palette.Series[index % Palette.Series.Count];

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    private static string Hover(Chart chart, Series series, double x, double y)
    {
        string name = series.Name.Length > 0 ? PlainText.OneLine(series.Name) + "\n" : "";
        return $"{name}{Measure(chart.XAxis, ChartNumber.Write(x, ""))}\n{Measure(chart.YAxis, ChartNumber.Write(y, chart.Format))}";
    }

    private static string Measure(string axis, string value) =>
        axis.Length > 0 ? $"{PlainText.OneLine(axis)}: {value}" : value;

    // A name at the end of a line that others go beyond would lie across them.
    private static bool EndTogether(Chart chart, bool logX, ChartRange range)
    {
        List<double> ends =
        [
            .. chart
                .Series.Select(series => LastPoint(series, chart.LogY))
                .OfType<(double X, double Y)>()
                .Select(last => Place(last.X, logX, range)),
        ];
        return ends.Count == 0 || ends.Max() - ends.Min() < SameEnd;
    }

    // Names stand at the ends of their lines, moved apart where they would overlap.
    private static IEnumerable<FigureText> Names(Chart chart, ChartRange range, int height)
    {
        var ends = chart
            .Series.Select((series, i) => (Series: series, Index: i, Last: LastPoint(series, chart.LogY)))
            .Where(end => end.Last is not null)
            .Select(end =>
                (end.Series, end.Index, end.Last!.Value.X, Place: Place(end.Last.Value.Y, chart.LogY, range) * height)
            )
            .OrderBy(end => end.Place)
            .ToList();
        double[] places = Spread([.. ends.Select(end => end.Place)], height);
        yield return new FigureText
        {
            Labels =
            [
                .. ends.Select(
                    (end, i) => Name(end.Series, end.Index, end.X, Value(places[i] / height, chart.LogY, range))
                ),
            ],
        };
    }

    private static FigureLabel Name(Series series, int index, double x, double y) =>
        new()
        {
            X = x,
            Y = y,
            Position = "middle right",
            Runs =
            [
                new("  ● ", Color(index).Light, NameSize),
                new(PlainText.OneLine(series.Name), Palette.Text.Light, NameSize),
            ],
        };

    private static (double X, double Y)? LastPoint(Series series, bool log)
    {
        for (int i = series.Y.Count - 1; i >= 0; i--)
        {
            if (double.IsFinite(series.Y[i]) && double.IsFinite(series.X[i]) && (!log || series.Y[i] > 0))
                return (series.X[i], series.Y[i]);
        }
        return null;
    }

    private static double Place(double value, bool log, ChartRange range) =>
        ((log ? Math.Log10(value) : value) - range.From) / (range.To - range.From);

    private static double Value(double share, bool log, ChartRange range)
    {
        double value = range.From + (share * (range.To - range.From));
        return log ? Math.Pow(10, value) : value;
    }

    private static double[] Spread(double[] places, int height)
    {
        for (int i = 1; i < places.Length; i++)
            places[i] = Math.Max(places[i], places[i - 1] + NameHeight);
        for (int i = places.Length - 1; i >= 0; i--)
            places[i] = Math.Min(places[i], height - ((places.Length - 1 - i) * NameHeight));
        return places;
    }
}
