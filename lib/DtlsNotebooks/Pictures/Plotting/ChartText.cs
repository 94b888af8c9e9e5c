using System.Globalization;
using DtlsNotebooks.Pictures.Markup;
using DtlsNotebooks.Pictures.Tables;

namespace DtlsNotebooks.Pictures.Plotting;

/// <summary>A chart in words and numbers.</summary>
internal static class ChartText
{
    private const int Columns = 100;
    private const int BarColumns = 30;
    private const int MostRows = 24;

    private static string[] NoCell => [];

    /// <summary>The whole text form.</summary>
    public static string Write(Chart chart)
    {
        IEnumerable<string> heading = new[] { chart.Title, chart.Sentence, chart.Subtitle }
            .Where(line => line.Length > 0)
            .SelectMany(line => PlainText.Wrap(PlainText.OneLine(line), Columns));
        return $"{string.Join('\n', heading)}\n\n{Body(chart)}";
    }

    /// <summary>The text form without title and subtitle.</summary>
    public static string Body(Chart chart) => chart is BarChart bars ? Bars(bars) : Points(chart);

    private static string Bars(BarChart chart)
    {
        double most = chart
            .Series.SelectMany(series => series.Y)
            .Where(double.IsFinite)
            .DefaultIfEmpty(0)
            .Max(Math.Abs);
        bool grouped = chart.Series.Count > 1;
        IEnumerable<IReadOnlyList<string>> rows = chart.Categories.SelectMany(
            (category, i) =>
                chart.Series.Select(series =>
                    (IReadOnlyList<string>)
                        [
                            category,
                            .. grouped ? [series.Name] : NoCell,
                            ChartNumber.Write(series.Y[i], chart.Format),
                            Bar(series.Y[i], most),
                        ]
                )
        );
        return TableText.Body(
            new TableView
            {
                Title = "",
                Columns = [chart.XAxis, .. grouped ? [""] : NoCell, chart.YAxis, ""],
                Rows = [.. rows],
                RightAligned = grouped ? [false, false, true, false] : [false, true, false],
            }
        );
    }

    private static string Bar(double value, double most) =>
        most > 0 && double.IsFinite(value) ? new string('█', (int)Math.Round(Math.Abs(value) / most * BarColumns)) : "";

    private static string Points(Chart chart)
    {
        var places = chart.Series.SelectMany(series => series.X).Distinct().Order().ToList();
        var values = chart
            .Series.Select(series =>
                series
                    .X.Zip(series.Y)
                    .GroupBy(point => point.First)
                    .ToDictionary(
                        group => group.Key,
                        group => string.Join(", ", group.Select(point => ChartNumber.Write(point.Second, chart.Format)))
                    )
            )
            .ToList();
        string table = TableText.Body(
            new TableView
            {
                Title = "",
                Columns =
                [
                    chart.XAxis.Length > 0 ? chart.XAxis : "x",
                    .. chart.Series.Select(series => Heading(chart, series)),
                ],
                Rows =
                [
                    .. places
                        .Take(MostRows)
                        .Select(x =>
                            (IReadOnlyList<string>)
                                [ChartNumber.Write(x, ""), .. values.Select(series => series.GetValueOrDefault(x, ""))]
                        ),
                ],
                RightAligned = [true, .. chart.Series.Select(_ => true)],
            }
        );
        return places.Count <= MostRows
            ? table
            : table
                + string.Create(
                    CultureInfo.InvariantCulture,
                    $"\n{places.Count - MostRows} more points are not shown here."
                );
    }

    private static string Heading(Chart chart, Series series) =>
        (series.Name, chart.YAxis) switch
        {
            ("", var axis) => axis,
            (var name, "") => name,
            var (name, axis) => chart.Series.Count == 1 ? axis : name,
        };
}
