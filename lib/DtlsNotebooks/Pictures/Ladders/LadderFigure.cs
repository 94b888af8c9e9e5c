using DtlsNotebooks.Pictures.Markup;
using DtlsNotebooks.Pictures.Plotting;
using DtlsNotebooks.Pictures.Plotting.Figures;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Pictures.Ladders;

/// <summary>Draws a laid-out ladder as a figure of about a dozen traces, whatever the number of datagrams.</summary>
internal static class LadderFigure
{
    private const double BandGap = 1.5;

    /// <summary>The figure of a ladder.</summary>
    public static Figure Of(LadderDiagram diagram, LadderLayout layout)
    {
        int height = Math.Max(40, (int)layout.Height + 14);
        var margins = LadderMargins.Of(diagram, layout);
        return new Figure
        {
            Kind = "ladder",
            Height = height,
            HoverDistance = 400,
            X = new FigureAxis
            {
                From = 0,
                To = diagram.Participants.Count - 1,
                RoomBefore = margins.Left,
                RoomAfter = margins.Right,
            },
            Y = new FigureAxis { From = height, To = 0 },
            TextColor = Palette.Text.Light,
            QuietColor = Palette.Quiet.Light,
            GridColor = Palette.Rule.Light,
            PaperColor = Palette.Paper.Light,
            Traces =
            [
                .. Bands(layout),
                .. Lifelines(diagram, layout, height),
                .. Arrows(layout),
                .. Ends(layout),
                LadderWords.Of(layout, margins),
                HoverPoints(diagram, layout),
            ],
        };
    }

    private static IEnumerable<FigureTrace> Bands(LadderLayout layout)
    {
        foreach (IGrouping<bool, LadderBand> group in layout.Bands.GroupBy(band => band.Again))
        {
            var points = new PointList();
            foreach (LadderBand? band in group)
            {
                double top = layout.Rows[band.First].Top + BandGap;
                double bottom = layout.Rows[band.Last].Top + LadderLayout.RowHeight - BandGap;
                points.Polygon((band.Left, top), (band.Right, top), (band.Right, bottom), (band.Left, bottom));
            }
            yield return new FigureArea
            {
                X = points.X,
                Y = points.Y,
                Color = (group.Key ? Palette.RepeatedBand : Palette.Band).Light,
            };
        }
    }

    // A lifeline is dotted where time is not to scale.
    private static IEnumerable<FigureTrace> Lifelines(LadderDiagram diagram, LadderLayout layout, double height)
    {
        var solid = new PointList();
        var dotted = new PointList();
        for (int i = 0; i < diagram.Participants.Count; i++)
        {
            double from = 0.0;
            foreach (LadderSilence silence in layout.Silences)
            {
                solid.Line((i, from), (i, silence.Top));
                from = silence.Top + LadderLayout.RowHeight;
                dotted.Line((i, silence.Top), (i, from));
            }
            solid.Line((i, from), (i, height));
        }
        yield return Stroke(solid, Palette.Lifeline, 2.2);
        if (dotted.X.Count > 0)
        {
            yield return Stroke(dotted, Palette.Lifeline, 2.2) with
            {
                Dash = "2px,5px",
            };
        }
    }

    private static IEnumerable<FigureTrace> Arrows(LadderLayout layout)
    {
        foreach (
            IGrouping<(MessageKind Kind, bool Repeated, bool Arrived), LadderRow> group in layout.Rows.GroupBy(row =>
                (row.Message.Kind, row.Message.Repeated, row.Arrived)
            )
        )
        {
            var points = new PointList();
            var sizes = new List<double>();
            foreach (LadderRow? row in group)
            {
                points.Line((row.Message.From, row.StartY), (row.EndX, row.EndY));
                sizes.AddRange([0, row.Arrived ? 13 : 0, 0]);
            }
            yield return Stroke(points, Palette.Of(group.Key.Kind), 2) with
            {
                Dash = group.Key.Repeated ? "5px,3px" : "solid",
                Opacity = group.Key.Arrived ? 1 : 0.65,
                Symbol = group.Key.Arrived ? "arrow" : "",
                SymbolSizes = sizes,
                Directed = true,
            };
        }
    }

    // A cross for what was lost; a ring for what was still under way.
    private static IEnumerable<FigureTrace> Ends(LadderLayout layout)
    {
        foreach (
            IGrouping<bool, LadderRow> group in layout.Rows.Where(row => !row.Arrived).GroupBy(row => row.Message.Lost)
        )
        {
            yield return new FigureLine
            {
                X = [.. group.Select(row => (double?)row.EndX)],
                Y = [.. group.Select(row => (double?)row.EndY)],
                Color = (group.Key ? Palette.Alert : Palette.Quiet).Light,
                Symbol = group.Key ? "x-thin" : "circle-open",
                SymbolSizes = [group.Key ? 11 : 8],
            };
        }
    }

    // One point a row between each two lifelines: the nearest is then always in the row that the pointer is in.
    private static FigureLine HoverPoints(LadderDiagram diagram, LadderLayout layout)
    {
        var points = new PointList();
        var hover = new List<string>();
        foreach (LadderRow row in layout.Rows)
        {
            for (int i = 0; i + 1 < diagram.Participants.Count; i++)
            {
                points.Point(i + 0.5, row.Top + (LadderLayout.RowHeight / 2));
                hover.Add(LadderText.Hover(diagram, row));
            }
        }
        return new FigureLine
        {
            X = points.X,
            Y = points.Y,
            Color = Palette.Quiet.Light,
            Opacity = 0,
            Symbol = "circle",
            SymbolSizes = [4],
            Hover = hover,
        };
    }

    private static FigureLine Stroke(PointList points, ThemeColor color, double width) =>
        new()
        {
            X = points.X,
            Y = points.Y,
            Color = color.Light,
            Width = width,
        };
}
