using DtlsNotebooks.Pictures.Markup;

namespace DtlsNotebooks.Pictures.Plotting;

/// <summary>A chart's page form.</summary>
internal static class ChartHtml
{
    private const int MinWidth = 240;

    /// <summary>All that the page needs of a chart.</summary>
    public static FigurePicture Picture(Chart chart)
    {
        string above = chart is BarChart { Horizontal: true } ? chart.XAxis : chart.YAxis;
        return new FigurePicture
        {
            Kind = chart.Kind,
            Title = chart.Title,
            Sentence = chart.Sentence,
            Subtitle = chart.Subtitle,
            Text = ChartText.Body(chart),
            Views = () => [new FigureView(chart is BarChart bars ? BarFigure.Of(bars) : PointFigure.Of(chart), [])],
            MinWidth = chart is BarChart { Horizontal: false } upright
                ? Math.Max(MinWidth, BarFigure.Width(upright))
                : MinWidth,
            HeaderHtml = above.Length == 0 ? "" : $"<div class=\"dtls-axis\">{Html.Encode(above)}</div>",
        };
    }
}
