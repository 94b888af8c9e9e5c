namespace DtlsNotebooks.Pictures.Ladders;

/// <summary>Finds the handshakes in a ladder that went as every handshake goes.</summary>
internal static class HandshakeFolds
{
    private const int Fewest = 3;

    /// <summary>
    /// Each run of rows that belong to flights and to which nothing happened: no loss, no repetition, no change on the
    /// way, no long silence.
    /// </summary>
    public static IReadOnlyList<LadderFold> Of(LadderDiagram diagram)
    {
        HashSet<int> breaks =
        [
            .. LadderSilences.Of(diagram.Messages, diagram.SilenceThreshold).Select(gap => gap.Before),
        ];
        List<LadderFold> folds = [];
        for (int first = 0; first < diagram.Messages.Count; )
        {
            int end = first;
            while (
                end < diagram.Messages.Count
                && IsUsual(diagram.Messages[end])
                && (end == first || !breaks.Contains(end))
            )
            {
                end++;
            }
            if (end - first >= Fewest && IsWhole(diagram, first, end))
                folds.Add(new LadderFold("the handshake, as before", first, end - 1));
            first = Math.Max(end, first + 1);
        }
        return folds;
    }

    private static bool IsUsual(LadderMessage message) =>
        message.Band is not null
        && message is { Lost: false, Repeated: false, ThrownAway: null, Delivered: not null, Note.Length: 0 };

    // A handshake that breaks off is not as before.
    private static bool IsWhole(LadderDiagram diagram, int first, int end) =>
        end < diagram.Messages.Count
        && (first == 0 || diagram.Messages[first - 1].Band is null)
        && diagram.Messages[end].Band is null;
}
