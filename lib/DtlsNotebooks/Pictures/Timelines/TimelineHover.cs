using DtlsNotebooks.Pictures.Markup;
using DtlsNotebooks.Pictures.Plotting;
using DtlsNotebooks.Pictures.Plotting.Figures;

namespace DtlsNotebooks.Pictures.Timelines;

/// <summary>
/// Points that say what is where: along the whole of each bar, so that the nearest one is that of the bar under the
/// pointer.
/// </summary>
internal static class TimelineHover
{
    private const int MostPoints = 1500;
    private const double Between = 36;
    private const double Nearest = 3;

    /// <summary>A trace that is not to be seen.</summary>
    public static FigureLine Of(TimelineLayout layout)
    {
        var points = new PointList();
        List<string> hover = [];
        foreach (PlacedRow row in layout.Rows)
        {
            double last = double.NegativeInfinity;
            foreach ((double time, string? text) in Places(row.Row, layout).OrderBy(place => place.Time))
            {
                if (time - last < Nearest * layout.Pixel)
                    continue;
                last = time;
                points.Point(time, row.Top + (layout.RowHeight / 2));
                hover.Add(text);
            }
        }
        return new FigureLine
        {
            X = points.X,
            Y = points.Y,
            Color = Palette.Quiet.Light,
            Width = 1,
            Opacity = 0,
            Hover = hover,
        };
    }

    private static IEnumerable<(double Time, string Text)> Places(TimelineRow row, TimelineLayout layout)
    {
        double step = Math.Max(Between, (double)layout.Rows.Count * layout.InnerWidth / MostPoints) * layout.Pixel;
        foreach (TimelineMark? mark in row.Marks.Where(mark => mark.Hover.Length > 0))
            yield return (mark.Time, mark.Hover);
        foreach (TimelineBar bar in row.Bars)
        {
            int count = Math.Max(1, (int)((bar.End - bar.Start) / step));
            for (int i = 0; i < count; i++)
                yield return (bar.Start + ((i + 0.5) / count * (bar.End - bar.Start)), bar.Hover);
        }
    }
}
