using DtlsNotebooks.Pictures.Markup;
using DtlsNotebooks.Pictures.Plotting;
using DtlsNotebooks.Pictures.Plotting.Figures;

namespace DtlsNotebooks.Pictures.Timelines;

/// <summary>
/// Draws a laid-out timeline as a figure of about a dozen traces, whatever the number of rows, bars and marks.
/// </summary>
internal static class TimelineFigure
{
    /// <summary>The figure.</summary>
    /// <param name="timeline">What it shows.</param>
    /// <param name="layout">Where it lies.</param>
    /// <param name="kind">What kind of picture it is, such as "lanes".</param>
    public static Figure Of(Timeline timeline, TimelineLayout layout, string kind) =>
        new()
        {
            Kind = kind,
            Height = layout.Height,
            HoverDistance = 60,
            X = new FigureAxis
            {
                From = layout.Time.From,
                To = layout.Time.To,
                RoomBefore = layout.Left,
                RoomAfter = layout.Right,
            },
            Y = new FigureAxis { From = layout.Height, To = 0 },
            TextColor = Palette.Text.Light,
            QuietColor = Palette.Quiet.Light,
            GridColor = Palette.Rule.Light,
            PaperColor = Palette.Paper.Light,
            Traces =
            [
                Grid(layout),
                .. timeline.Path.Count > 0 ? [Path(timeline, layout)] : Array.Empty<FigureTrace>(),
                .. Bars(layout),
                .. Marks(layout),
                .. Crosses(layout),
                TimelineWords.Of(layout),
                TimelineHover.Of(layout),
            ],
        };

    private static FigureLine Grid(TimelineLayout layout)
    {
        var points = new PointList();
        foreach (PlacedGroup group in layout.Groups)
        {
            foreach (double tick in layout.Time.Ticks)
                points.Line((tick, group.Top), (tick, group.Bottom));
        }
        return new FigureLine
        {
            X = points.X,
            Y = points.Y,
            Color = Palette.Rule.Light,
            Width = 1,
        };
    }

    private static FigureLine Path(Timeline timeline, TimelineLayout layout)
    {
        var points = new PointList();
        foreach (TimelineStop stop in PathSteps.Of(timeline.Path, layout.Pixel))
            points.Point(stop.Time, layout.Rows[stop.Row].Top + (layout.RowHeight / 2));
        return new FigureLine
        {
            X = points.X,
            Y = points.Y,
            Color = Palette.Lifeline.Light,
            Width = 1,
            Opacity = Math.Clamp(10.0 / layout.Rows.Count, 0.12, 0.55),
        };
    }

    private static IEnumerable<FigureTrace> Bars(TimelineLayout layout)
    {
        double above = (layout.RowHeight - layout.BarHeight) / 2;
        foreach (
            IGrouping<TimelineInk, DrawnBar>? ink in layout
                .Bars()
                .GroupBy(bar => bar.Ink)
                .OrderBy(ink => !ink.Key.Quiet)
        )
        {
            var points = new PointList();
            foreach (DrawnBar? bar in ink)
            {
                double begin = bar.Row.Top + above;
                (double top, double bottom) = (
                    begin + (ink.Key.Top * layout.BarHeight),
                    begin + (ink.Key.Bottom * layout.BarHeight)
                );
                points.Polygon((bar.From, top), (bar.To, top), (bar.To, bottom), (bar.From, bottom));
            }
            yield return new FigureArea
            {
                X = points.X,
                Y = points.Y,
                Color = ink.Key.Color.Light,
                Hatched = ink.Key.Hatched,
            };
        }
    }

    private static IEnumerable<FigureTrace> Marks(TimelineLayout layout)
    {
        foreach (
            IGrouping<(TimelineSign Sign, ThemeColor Color), DrawnMark> marks in layout
                .Marks()
                .GroupBy(mark => (mark.Sign, mark.Color))
        )
        {
            double loud = marks.Key.Sign.Loud ? 1.25 : 1;
            yield return new FigureLine
            {
                X = [.. marks.Select(mark => (double?)mark.Time)],
                Y = [.. marks.Select(mark => (double?)(mark.Row.Top + (layout.RowHeight / 2)))],
                Color = marks.Key.Color.Light,
                Symbol = marks.Key.Sign.Symbol,
                SymbolSizes = [layout.MarkSize * loud],
            };
        }
    }

    private static IEnumerable<FigureTrace> Crosses(TimelineLayout layout)
    {
        var failed = layout.Rows.Where(row => row.Row.Failure.Length > 0).ToList();
        if (failed.Count == 0)
            yield break;
        yield return new FigureLine
        {
            X = [.. failed.Select(row => (double?)row.Row.End)],
            Y = [.. failed.Select(row => (double?)(row.Top + (layout.RowHeight / 2)))],
            Color = Palette.Alert.Light,
            Symbol = "x-thin",
            SymbolSizes = [Math.Clamp(layout.RowHeight * 0.5, 3, 11)],
        };
    }
}
