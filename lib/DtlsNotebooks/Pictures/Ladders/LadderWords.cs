using DtlsNotebooks.Pictures.Markup;
using DtlsNotebooks.Pictures.Plotting.Figures;

namespace DtlsNotebooks.Pictures.Ladders;

/// <summary>The words of a drawn ladder: labels, times, silences and names of bands.</summary>
internal static class LadderWords
{
    private const double LabelSize = 13;
    private const double QuietSize = 11.5;

    /// <summary>One trace for all of them.</summary>
    public static FigureText Of(LadderLayout layout, LadderMargins margins) =>
        new()
        {
            Labels =
            [
                .. layout.Rows.Select(Label),
                .. layout.Rows.Select(row =>
                    Time(row, row.Message.From, row.StartY, row.Time, row.Message.From < row.Message.To)
                ),
                .. layout.Rows.Where(row => row.Overtaken).Select(Arrival),
                .. layout.Silences.Select(silence => Silence(silence, margins)),
                .. layout.Bands.Select(band => BandName(band, layout, margins)),
            ],
        };

    private static FigureLabel Label(LadderRow row)
    {
        LadderMessage message = row.Message;
        string color = (message.Lost ? Palette.Alert : Palette.Text).Light;
        var runs = new List<FigureRun>
        {
            new(PlainText.OneLine(message.Label), color, LabelSize),
            new($"  {message.Bytes} B", Palette.Quiet.Light, QuietSize, Whole: true),
        };
        if (message.Note.Length > 0)
        {
            bool bad = message.Lost || message.ThrownAway is not null;
            runs.Add(new(" · ", Palette.Quiet.Light, QuietSize));
            runs.Add(new(PlainText.OneLine(message.Note), (bad ? Palette.Alert : Palette.Quiet).Light, QuietSize, bad));
        }
        return new FigureLabel
        {
            X = (message.From + message.To) / 2.0,
            Y = row.Top + LadderLayout.LabelMiddle,
            Room = Math.Abs(message.From - message.To),
            Wrap = true,
            Runs = runs,
        };
    }

    // On the side that the arrow does not take.
    private static FigureLabel Time(LadderRow row, double x, double y, string text, bool left) =>
        new()
        {
            X = x,
            Y = y,
            Position = left ? "middle left" : "middle right",
            Shift = left ? -9 : 9,
            Runs = [new(text, Palette.Quiet.Light, QuietSize)],
        };

    private static FigureLabel Arrival(LadderRow row) =>
        Time(row, row.Message.To, row.EndY, LadderText.Arrival(row), row.Message.From > row.Message.To);

    private static FigureLabel Silence(LadderSilence silence, LadderMargins margins) =>
        new()
        {
            X = margins.LastLifeline / 2.0,
            Y = silence.Top + (LadderLayout.RowHeight / 2),
            Room = margins.LastLifeline,
            Wrap = true,
            Runs =
                silence.Folded > 0
                    ?
                    [
                        new("▸  ", Palette.Text.Light, LabelSize),
                        new(PlainText.OneLine(silence.Text), Palette.Text.Light, LabelSize),
                    ]
                    :
                    [
                        new("⋮  ", Palette.Quiet.Light, QuietSize),
                        new(PlainText.OneLine(silence.Text), Palette.Quiet.Light, QuietSize),
                    ],
        };

    private static FigureLabel BandName(LadderBand band, LadderLayout layout, LadderMargins margins) =>
        new()
        {
            X = margins.LastLifeline,
            Y = (layout.Rows[band.First].Top + layout.Rows[band.Last].Top + LadderLayout.RowHeight) / 2,
            Position = "middle right",
            Shift = margins.BandShift,
            WideOnly = true,
            Runs =
            [
                new(PlainText.OneLine(band.Name), (band.Again ? Palette.RepeatedText : Palette.Quiet).Light, QuietSize),
            ],
        };
}
