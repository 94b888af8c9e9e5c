using DtlsNotebooks.Pictures.Markup;
using DtlsNotebooks.Pictures.Plotting.Figures;

namespace DtlsNotebooks.Pictures.Plotting;

/// <summary>Lays a bar chart out.</summary>
internal static class BarFigure
{
    private const int UprightHeight = 300;
    private const int BarThickness = 22;
    private const int NameColumns = 10;
    private const double NameWidth = 7;

    /// <summary>The figure of a bar chart.</summary>
    public static Figure Of(BarChart chart)
    {
        FigureAxis values = ValueAxis(chart);
        FigureAxis names = NameAxis(chart);
        bool legend = chart.Series.Count > 1;
        return new Figure
        {
            Kind = chart.Kind,
            Height = Height(chart),
            X = chart.Horizontal ? values : names,
            Y = chart.Horizontal ? names : values,
            Margin = new FigureMargin(48, RightOf(chart), legend ? 36 : 12, chart.Horizontal ? 44 : 40),
            Legend = legend,
            TextColor = Palette.Text.Light,
            QuietColor = Palette.Quiet.Light,
            GridColor = Palette.Rule.Light,
            PaperColor = Palette.Paper.Light,
            Traces = [.. chart.Series.Select((series, i) => Bars(chart, series, i, values))],
        };
    }

    /// <summary>How wide it is at least, so that no two names under upright bars touch, and no two numbers above.</summary>
    public static int Width(BarChart chart)
    {
        IEnumerable<string> names = chart.Categories.SelectMany(name =>
            Wrap(PlainText.OneLine(name), NameColumns).Split('\n')
        );
        int columns = Math.Max(Columns(names), Columns(Numbers(chart)) * chart.Series.Count);
        return 90 + (int)(chart.Categories.Count * ((columns * NameWidth) + 8));
    }

    private static int Columns(IEnumerable<string> texts) => texts.Select(PlainText.Columns).DefaultIfEmpty(0).Max();

    // A long number stands beyond the end of the longest bar, and a narrow page leaves it little of the axis.
    private static int RightOf(BarChart chart) =>
        chart.Horizontal ? Math.Max(24, (int)(Columns(Numbers(chart)) * NameWidth) - 12) : 24;

    private static IEnumerable<string> Numbers(BarChart chart) =>
        chart.Series.SelectMany(series => series.Y.Select(y => Number(chart, y)));

    private static string Number(BarChart chart, double value) => ChartNumber.Write(value, chart.Format);

    private static int Height(BarChart chart)
    {
        if (chart.Height > 0)
            return chart.Height;
        return chart.Horizontal
            ? (chart.Series.Count > 1 ? 90 : 66) + (chart.Categories.Count * (12 + (BarThickness * chart.Series.Count)))
            : UprightHeight;
    }

    private static FigureAxis ValueAxis(BarChart chart)
    {
        IEnumerable<double> all = chart.Series.SelectMany(series => series.Y.Concat(series.Low).Concat(series.High));
        var range = ChartRange.Of(all, chart.LogY, fromZero: true, airAbove: 0.14);
        return ChartAxis.Of(range, chart.LogY, chart.Horizontal ? chart.YAxis : "") with { Grid = true };
    }

    private static FigureAxis NameAxis(BarChart chart)
    {
        double last = chart.Categories.Count - 0.5;
        return new FigureAxis
        {
            From = chart.Horizontal ? last : -0.5,
            To = chart.Horizontal ? -0.5 : last,
            Visible = true,
            Title = chart.Horizontal ? "" : chart.XAxis,
            Named = true,
            Ticks = [.. Enumerable.Range(0, chart.Categories.Count)],
            TickTexts =
            [
                .. chart.Categories.Select(name => Wrap(PlainText.OneLine(name), chart.Horizontal ? 34 : NameColumns)),
            ],
        };
    }

    private static FigureBars Bars(BarChart chart, Series series, int index, FigureAxis values) =>
        new()
        {
            Name = chart.Series.Count > 1 ? PlainText.OneLine(series.Name) : "",
            Values = [.. series.Y.Select(value => Drawn(value, values))],
            Texts = [.. series.Y.Select(value => Number(chart, value))],
            Color = Palette.Series[index % Palette.Series.Count].Light,
            TextColor = Palette.Text.Light,
            Horizontal = chart.Horizontal,
            Below = [.. series.Low.Zip(series.Y, (low, value) => value - low)],
            Above = [.. series.High.Zip(series.Y, (high, value) => high - value)],
            Hover = [.. series.Y.Select((value, i) => Hover(chart, series, i))],
        };

    // On a logarithmic axis nothing has no place: a bar of no length keeps its number in the picture.
    private static double? Drawn(double value, FigureAxis axis)
    {
        if (!double.IsFinite(value))
            return null;
        return axis.Log && value <= 0 ? Math.Pow(10, axis.From) : value;
    }

    private static string Hover(BarChart chart, Series series, int i)
    {
        string name =
            PlainText.OneLine(chart.Categories[i])
            + (series.Name.Length > 0 ? $", {PlainText.OneLine(series.Name)}" : "");
        string whisker =
            series.Low.Count > 0 && series.High.Count > 0
                ? $" ({ChartNumber.Write(series.Low[i], chart.Format)} to "
                    + $"{ChartNumber.Write(series.High[i], chart.Format)})"
                : "";
        return $"{name}\n{ChartNumber.Write(series.Y[i], chart.Format)}{whisker}";
    }

    private static string Wrap(string text, int columns)
    {
        var lines = new List<string> { "" };
        foreach (string word in text.Split(' '))
        {
            if (lines[^1].Length > 0 && lines[^1].Length + word.Length >= columns)
                lines.Add("");
            lines[^1] = lines[^1].Length == 0 ? word : $"{lines[^1]} {word}";
        }
        return string.Join('\n', lines);
    }
}
