namespace DtlsNotebooks.Pictures.Ladders;

/// <summary>Finds the gaps between datagrams that are worth a row of their own.</summary>
internal static class LadderSilences
{
    private const double TimesTheUsual = 10;
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// A gap is marked from the threshold on; below it where a timer made it, or where it is ten times the usual gap
    /// of this ladder.
    /// </summary>
    /// <param name="messages">The rows.</param>
    /// <param name="threshold">From here on every gap is marked.</param>
    /// <returns>The row before which each one lies, and how long it lasted.</returns>
    public static IReadOnlyList<(int Before, TimeSpan Length)> Of(
        IReadOnlyList<LadderMessage> messages,
        TimeSpan threshold
    )
    {
        List<TimeSpan> gaps = [.. messages.Zip(messages.Skip(1), (one, next) => next.Sent - one.Sent)];
        TimeSpan remarkable = Max(Shortest, TimesTheUsual * Median(gaps));
        List<(int, TimeSpan)> silences = [];
        for (int at = 0; at < gaps.Count; at++)
        {
            bool timer = IsTimed(messages[at + 1]) && gaps[at] >= Shortest;
            if (gaps[at] > TimeSpan.Zero && (gaps[at] >= threshold || gaps[at] >= remarkable || timer))
                silences.Add((at + 1, gaps[at]));
        }
        return silences;
    }

    private static bool IsTimed(LadderMessage message) =>
        message is { Repeated: true, NetworkCopy: false, SilenceReason.Length: > 0 };

    // The lower middle: with few gaps it is the usual one, and not the one that stands out.
    private static TimeSpan Median(List<TimeSpan> gaps) =>
        gaps.Count == 0 ? TimeSpan.Zero : gaps.Order().ElementAt((gaps.Count - 1) / 2);

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
