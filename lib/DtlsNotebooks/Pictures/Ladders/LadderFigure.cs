using DtlsNotebooks.Pictures.Markup;
using DtlsNotebooks.Pictures.Plotting;
using DtlsNotebooks.Pictures.Plotting.Figures;

namespace DtlsNotebooks.Pictures.Ladders;

/// <summary>Draws a laid-out ladder as a figure of about a dozen traces, whatever the number of datagrams.</summary>
internal static class LadderFigure
{
    /// <summary>Width of the tube around what is encrypted, in pixels.</summary>
    public const double TubeWidth = 11;

    /// <summary>How much of the tube's colour is seen.</summary>
    public const double TubeOpacity = 0.4;

    private const double BandGap = 1.5;

    /// <summary>The figure of a ladder.</summary>
    public static Figure Of(LadderDiagram diagram, LadderLayout layout, LadderMargins? room = null)
    {
        int height = Math.Max(40, (int)layout.Height + 14);
        LadderMargins margins = room ?? LadderMargins.Of(diagram, layout);
        return new Figure
        {
            Kind = "ladder",
            Height = height,
            X = new FigureAxis
            {
                From = 0,
                To = diagram.Participants.Count - 1,
                RoomBefore = margins.Left,
                RoomAfter = margins.Right,
                NarrowRoomAfter = margins.NarrowRight,
            },
            Y = new FigureAxis { From = height, To = 0 },
            TextColor = Palette.Text.Light,
            QuietColor = Palette.Quiet.Light,
            GridColor = Palette.Rule.Light,
            PaperColor = Palette.Paper.Light,
            Traces =
            [
                .. Bands(layout, margins),
                .. Lifelines(diagram, layout, height),
                .. LadderArrows.Of(layout),
                LadderWords.Of(layout, margins),
            ],
        };
    }

    private static IEnumerable<FigureTrace> Bands(LadderLayout layout, LadderMargins margins)
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
            yield return Area(points, group.Key ? Palette.RepeatedBand : Palette.Band);
        }
        var folds = new PointList();
        foreach (LadderSilence fold in layout.Silences.Where(silence => silence.Folded > 0))
        {
            (double top, double bottom) = (fold.Top + 4, fold.Top + LadderLayout.RowHeight - 4);
            folds.Polygon((0, top), (margins.LastLifeline, top), (margins.LastLifeline, bottom), (0, bottom));
        }
        if (folds.X.Count > 0)
            yield return Area(folds, Palette.Rule);
        var silences = new PointList();
        foreach (LadderSilence silence in layout.Silences.Where(silence => silence.Folded == 0))
        {
            (double top, double bottom) = (silence.Top + 3, silence.Top + LadderLayout.RowHeight - 3);
            silences.Polygon((0, top), (margins.LastLifeline, top), (margins.LastLifeline, bottom), (0, bottom));
        }
        if (silences.X.Count > 0)
        {
            yield return Area(silences, Palette.Waiting) with
            {
                Hatched = true,
            };
        }
    }

    private static FigureArea Area(PointList points, ThemeColor color) =>
        new()
        {
            X = points.X,
            Y = points.Y,
            Color = color.Light,
        };

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
        yield return LadderArrows.Stroke(solid, Palette.Lifeline, 2.2);
        if (dotted.X.Count > 0)
        {
            yield return LadderArrows.Stroke(dotted, Palette.Lifeline, 2.2) with
            {
                Dash = "2px,5px",
            };
        }
    }
}
