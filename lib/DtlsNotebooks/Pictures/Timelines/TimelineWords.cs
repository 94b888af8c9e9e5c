using DtlsNotebooks.Pictures.Markup;
using DtlsNotebooks.Pictures.Plotting.Figures;

namespace DtlsNotebooks.Pictures.Timelines;

/// <summary>The words of a drawn timeline: titles, names, numbers of the axis, failures.</summary>
internal static class TimelineWords
{
    private const double TitleSize = 13;
    private const double QuietSize = 11.5;
    private const double NothingSize = 12.5;

    /// <summary>One trace for all of them.</summary>
    public static FigureText Of(TimelineLayout layout) =>
        new()
        {
            Labels =
            [
                .. layout.Groups.Where(group => group.Title.Length > 0).Select(group => Title(group, layout)),
                .. layout.Rows.Where(row => row.Index % layout.NameEvery == 0).Select(row => Name(row, layout)),
                .. layout.Groups.SelectMany(group => Numbers(group, layout)),
                .. layout.RowHeight >= 13
                    ? layout.Rows.Where(row => row.Row.Failure.Length > 0).Select(row => Failure(row, layout))
                    : [],
                Unit(layout),
                .. layout.Rows.Count == 0 ? [Nothing(layout)] : Array.Empty<FigureLabel>(),
            ],
        };

    private static FigureLabel Title(PlacedGroup group, TimelineLayout layout) =>
        new()
        {
            X = layout.Time.From,
            Y = group.TitleMiddle,
            Position = "middle right",
            Shift = -layout.Left,
            Room = layout.Time.To - layout.Time.From,
            Runs = [new(PlainText.OneLine(group.Title), Palette.Text.Light, TitleSize, Bold: true, Cut: true)],
        };

    private static FigureLabel Name(PlacedRow row, TimelineLayout layout) =>
        new()
        {
            X = layout.Time.From,
            Y = row.Top + (layout.RowHeight / 2),
            Position = "middle left",
            Shift = -10,
            Runs = [new(TimelineLayout.Name(row.Row), Palette.Text.Light, layout.NameSize)],
        };

    private static IEnumerable<FigureLabel> Numbers(PlacedGroup group, TimelineLayout layout) =>
        layout.Time.Ticks.Select(
            (tick, i) =>
                new FigureLabel
                {
                    X = tick,
                    Y = group.Bottom + 11,
                    Runs = [new(layout.Time.Texts[i], Palette.Quiet.Light, QuietSize)],
                }
        );

    private static FigureLabel Failure(PlacedRow row, TimelineLayout layout) =>
        new()
        {
            X = row.Row.End,
            Y = row.Top + (layout.RowHeight / 2),
            Position = "middle right",
            Shift = 9,
            Runs = [new(TimelineLayout.Failure(row.Row), Palette.Alert.Light, layout.NameSize)],
        };

    private static FigureLabel Nothing(TimelineLayout layout) =>
        new()
        {
            X = (layout.Time.From + layout.Time.To) / 2,
            Y = layout.Groups.Count == 0 ? 20 : (layout.Groups[0].Top + layout.Groups[0].Bottom) / 2,
            Runs = [new(TimelineText.Nothing, Palette.Quiet.Light, NothingSize)],
        };

    private static FigureLabel Unit(TimelineLayout layout) =>
        new()
        {
            X = layout.Time.To,
            Y = layout.Height - 9,
            Position = "middle left",
            Runs = [new($"time ({layout.Time.Unit})", Palette.Quiet.Light, QuietSize)],
        };
}
