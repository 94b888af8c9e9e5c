namespace DtlsNotebooks.Pictures.Ladders;

/// <summary>Finds the bands of a ladder.</summary>
internal static class LadderBands
{
    /// <summary>
    /// Neighbouring rows of the same band between the same two lifelines, parted where a silence or a retransmission
    /// begins.
    /// </summary>
    public static IReadOnlyList<LadderBand> Of(IReadOnlyList<LadderRow> rows, IReadOnlyList<LadderSilence> silences)
    {
        var breaks = silences.Select(silence => silence.BeforeIndex).ToHashSet();
        var seen = new HashSet<(string, int, int)>();
        var bands = new List<LadderBand>();
        for (int first = 0; first < rows.Count; )
        {
            int last = EndOfRun(rows, first, breaks);
            if (Key(rows[first].Message) is { } key)
            {
                bool again = IsRetransmission(rows[first].Message) && seen.Contains(key);
                seen.Add(key);
                bands.Add(
                    new LadderBand
                    {
                        Name = again ? key.Band + " again" : key.Band,
                        First = first,
                        Last = last,
                        Left = key.Left,
                        Right = key.Right,
                        Again = again,
                    }
                );
            }
            first = last + 1;
        }
        return bands;
    }

    private static int EndOfRun(IReadOnlyList<LadderRow> rows, int first, HashSet<int> breaks)
    {
        int last = first;
        (string Band, int Left, int Right)? key = Key(rows[first].Message);
        bool again = IsRetransmission(rows[first].Message);
        while (
            last + 1 < rows.Count
            && !breaks.Contains(last + 1)
            && Key(rows[last + 1].Message) == key
            && (rows[last + 1].Message.NetworkCopy || IsRetransmission(rows[last + 1].Message) == again)
        )
        {
            last++;
        }
        return last;
    }

    private static bool IsRetransmission(LadderMessage message) => message.Repeated && !message.NetworkCopy;

    private static (string Band, int Left, int Right)? Key(LadderMessage message) =>
        message.Band is { Length: > 0 } band
            ? (band, Math.Min(message.From, message.To), Math.Max(message.From, message.To))
            : null;
}
