using DtlsNotebooks.Pictures.Markup;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Pictures.Ladders;

/// <summary>A piece of an arrow: one record of the datagram, as long as its words are.</summary>
/// <param name="Kind">Decides its colour.</param>
/// <param name="Encrypted">Whether it is drawn in a tube.</param>
/// <param name="From">Where it begins, as a share of the arrow's way from left to right.</param>
/// <param name="To">Where it ends.</param>
internal sealed record LadderSegment(MessageKind Kind, bool Encrypted, double From, double To)
{
    /// <summary>The pieces from left to right, in the order of the label's words; at least one.</summary>
    public static IReadOnlyList<LadderSegment> Of(LadderMessage message)
    {
        if (message.Parts.Count == 0)
            return [new LadderSegment(message.Kind, false, 0, 1)];
        double whole = message.Parts.Sum(Length);
        List<LadderSegment> segments = [];
        double at = 0;
        foreach (DatagramPart part in message.Parts)
        {
            double end = at + Length(part);
            segments.Add(new LadderSegment(part.Kind, part.Encrypted, at / whole, end / whole));
            at = end;
        }
        return segments;
    }

    private static int Length(DatagramPart part) => PlainText.Columns(part.Label) + 3;
}
