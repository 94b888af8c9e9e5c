using DtlsNotebooks.Pictures.Markup;

namespace DtlsNotebooks.Pictures.Ladders;

/// <summary>Pixels beside the outer lifelines, for times and names of bands.</summary>
/// <param name="Left">Left of the first lifeline.</param>
/// <param name="Right">Right of the last lifeline.</param>
/// <param name="BandShift">From the last lifeline to the names of bands.</param>
/// <param name="LastLifeline">Index of the last lifeline.</param>
internal sealed record LadderMargins(int Left, int Right, int BandShift, int LastLifeline)
{
    /// <summary>Right of the last lifeline where the window is too narrow for the names of bands.</summary>
    public int NarrowRight { get; private init; }

    // Widths of the widest usual system font at the sizes used.
    private const double DigitWidth = 6.9;
    private const double NameWidth = 8.8;

    /// <summary>The margins that a ladder needs.</summary>
    public static LadderMargins Of(LadderDiagram diagram, LadderLayout layout)
    {
        int last = diagram.Participants.Count - 1;
        int left = Beside(layout, row => (row.Message.From == 0, row.Overtaken && row.Message.To == 0));
        int right = Beside(layout, row => (row.Message.From == last, row.Overtaken && row.Message.To == last));
        double bands =
            layout.Bands.Count == 0 ? 0 : layout.Bands.Max(band => PlainText.Columns(band.Name)) * DigitWidth;
        int shift = right + 12;
        return new LadderMargins(
            Math.Max(left, HalfName(diagram.Participants[0])),
            Math.Max(bands > 0 ? shift + (int)bands : right, HalfName(diagram.Participants[last])),
            shift,
            last
        )
        {
            NarrowRight = Math.Max(right, HalfName(diagram.Participants[last])),
        };
    }

    private static int Beside(LadderLayout layout, Func<LadderRow, (bool Sent, bool Arrived)> isThere)
    {
        int columns = 0;
        foreach (LadderRow row in layout.Rows)
        {
            (bool sent, bool arrived) = isThere(row);
            if (sent)
                columns = Math.Max(columns, row.Time.Length);
            if (arrived)
                columns = Math.Max(columns, LadderText.Arrival(row).Length);
        }
        return (int)(columns * DigitWidth) + 14;
    }

    private static int HalfName(string name) => Math.Min(90, (int)(PlainText.Columns(name) * NameWidth / 2) + 4);
}
