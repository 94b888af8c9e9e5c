using DtlsNotebooks.Pictures.Markup;
using DtlsNotebooks.Pictures.Plotting;
using DtlsNotebooks.Pictures.Plotting.Figures;

namespace DtlsNotebooks.Pictures.Ladders;

/// <summary>
/// The arrows of a ladder: a piece a record, a tube around what is encrypted, and marks at both ends that differ
/// without colour.
/// </summary>
internal static class LadderArrows
{
    private const double LineWidth = 2.2;
    private const double HeadSize = 13;

    /// <summary>All traces, from back to front.</summary>
    public static IEnumerable<FigureTrace> Of(LadderLayout layout) =>
        [.. Tubes(layout), .. Shafts(layout), .. Changes(layout), .. Starts(layout), .. Ends(layout)];

    /// <summary>A line of one look.</summary>
    public static FigureLine Stroke(PointList points, ThemeColor color, double width) =>
        new()
        {
            X = points.X,
            Y = points.Y,
            Color = color.Light,
            Width = width,
        };

    private static IEnumerable<FigureTrace> Tubes(LadderLayout layout)
    {
        foreach (
            IGrouping<string, (LadderRow Row, LadderSegment Segment)> group in Segments(layout)
                .Where(piece => piece.Segment.Encrypted)
                .GroupBy(piece => Palette.Of(piece.Segment.Kind).Name)
        )
        {
            var points = new PointList();
            foreach ((LadderRow? row, LadderSegment? segment) in group)
                points.Line(Place(row, segment.From), Place(row, segment.To));
            yield return Stroke(points, Palette.Of(group.First().Segment.Kind), LadderFigure.TubeWidth) with
            {
                Opacity = LadderFigure.TubeOpacity,
            };
        }
    }

    private static IEnumerable<FigureTrace> Shafts(LadderLayout layout)
    {
        foreach (
            IGrouping<(string, LadderMark, bool), (LadderRow Row, LadderSegment Segment)> group in Segments(layout)
                .GroupBy(piece => (Palette.Of(piece.Segment.Kind).Name, piece.Row.Message.Mark, piece.Row.IsTaken))
        )
        {
            (_, LadderMark mark, bool taken) = group.Key;
            var points = new PointList();
            var sizes = new List<double>();
            foreach ((LadderRow? row, LadderSegment? segment) in group)
            {
                bool rightward = row.Message.From < row.Message.To;
                bool head = taken && (rightward ? segment.To >= 1 : segment.From <= 0);
                (double first, double second) = rightward ? (segment.From, segment.To) : (segment.To, segment.From);
                points.Line(Place(row, first), Place(row, second));
                sizes.AddRange([0, head ? HeadSize : 0, 0]);
            }
            yield return Stroke(points, Palette.Of(group.First().Segment.Kind), LineWidth) with
            {
                Dash = Dash(mark),
                Opacity = taken ? 1 : 0.65,
                Symbol = taken ? "arrow" : "",
                SymbolSizes = sizes,
                Directed = true,
            };
        }
    }

    private static string Dash(LadderMark mark) =>
        mark switch
        {
            LadderMark.Retransmission => "9px,5px",
            LadderMark.Duplicate => "2px,4px",
            _ => "solid",
        };

    // A triangle in the middle of the way, where it was changed.
    private static IEnumerable<FigureTrace> Changes(LadderLayout layout)
    {
        List<LadderRow> changed = [.. layout.Rows.Where(row => row.Message.Changed)];
        if (changed.Count == 0)
            yield break;
        yield return new FigureLine
        {
            X = [.. changed.Select(row => (double?)((row.Message.From + row.EndX) / 2))],
            Y = [.. changed.Select(row => (double?)((row.StartY + row.EndY) / 2))],
            Color = Palette.Alert.Light,
            Symbol = "triangle-up",
            SymbolSizes = [12],
        };
    }

    // A ring where a sender sends again, a diamond where the network doubles.
    private static IEnumerable<FigureTrace> Starts(LadderLayout layout)
    {
        foreach (
            IGrouping<LadderMark, LadderRow> group in layout
                .Rows.Where(row => row.Message.Mark != LadderMark.Plain)
                .GroupBy(row => row.Message.Mark)
        )
        {
            yield return new FigureLine
            {
                X = [.. group.Select(row => (double?)row.Message.From)],
                Y = [.. group.Select(row => (double?)row.StartY)],
                Color = Palette.RepeatedText.Light,
                Symbol = group.Key == LadderMark.Retransmission ? "circle" : "diamond",
                SymbolSizes = [9],
            };
        }
    }

    // A cross for what was lost, a ring for what was still under way, a crossed ring for what was thrown away.
    private static IEnumerable<FigureTrace> Ends(LadderLayout layout)
    {
        foreach (
            IGrouping<string, LadderRow> group in layout
                .Rows.Where(row => !row.IsTaken)
                .GroupBy(row =>
                    row.Arrived ? "circle-x-open"
                    : row.Message.Lost ? "x-thin"
                    : "circle-open"
                )
        )
        {
            yield return new FigureLine
            {
                X = [.. group.Select(row => (double?)row.EndX)],
                Y = [.. group.Select(row => (double?)row.EndY)],
                Color = (group.Key == "circle-open" ? Palette.Quiet : Palette.Alert).Light,
                Symbol = group.Key,
                SymbolSizes = [group.Key == "circle-open" ? 8 : 13],
            };
        }
    }

    private static IEnumerable<(LadderRow Row, LadderSegment Segment)> Segments(LadderLayout layout) =>
        layout.Rows.SelectMany(row => LadderSegment.Of(row.Message).Select(segment => (row, segment)));

    // A share of the arrow's way, counted from the left, as a place.
    private static (double X, double Y) Place(LadderRow row, double share)
    {
        double way = row.Message.From < row.Message.To ? share : 1 - share;
        return (row.Message.From + (way * (row.EndX - row.Message.From)), row.StartY + (way * (row.EndY - row.StartY)));
    }
}
