using System.Globalization;
using DtlsNotebooks.Dissection.Computing;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Pictures.Conversations;

/// <summary>The words that the forms of a conversation share.</summary>
internal static class ConversationWords
{
    private const int MostChanges = 3;

    /// <summary>What the keys open, or why something stays closed.</summary>
    public static string Keys(Conversation conversation)
    {
        int closed = conversation.Parts.Sum(part => part.Dissected.Records.Count(record => !record.IsReadable));
        if (!conversation.HasKeys)
        {
            return closed == 0
                ? "No key log was given, and nothing here is encrypted."
                : Inv(
                    $"No key log was given: {Count(closed, "record")} stay{(closed == 1 ? "s" : "")} closed, as to everybody on the way."
                );
        }
        return closed == 0
            ? "This page holds the session's keys: whoever has it reads all that was said."
            : Inv(
                $"This page holds keys: whoever has it reads what was said. They do not open {Count(closed, "record")}; each says why."
            );
    }

    /// <summary>How many values were recomputed, and what came of it.</summary>
    public static string Verdict(Conversation conversation)
    {
        int verified = Number(ComputedState.Verified),
            wrong = Number(ComputedState.Wrong);
        int made = Number(ComputedState.Made),
            closed = Number(ComputedState.Closed);
        return Inv(
            $"{conversation.Values.Count} computed values: {verified} recomputed and right, {wrong} wrong, {made} made from their inputs, {closed} closed."
        );

        int Number(ComputedState state) => conversation.Values.Count(value => value.State == state);
    }

    /// <summary>A datagram in one line.</summary>
    public static string Head(ConversationPart part)
    {
        CapturedDatagram captured = part.Captured;
        (string from, string to) =
            captured.Direction == Direction.ToServer ? (part.Client, "Server") : ("Server", part.Client);
        return Inv(
                $"{captured.Number}. {part.Sent.TotalMilliseconds:0.000} ms, {from} to {to}: {part.Described.Label}, {captured.Payload.Length} bytes"
            ) + string.Concat(Notes(part).Select(note => ", " + note));
    }

    /// <summary>What happened to a datagram; empty for nothing.</summary>
    public static IEnumerable<string> Notes(ConversationPart part)
    {
        if (part.Described.Band is { } flight)
            yield return flight;
        if (part.Described.Retransmission && part.Captured.CopyOf is null)
            yield return "sent again";
        if (DeliveryWords.Note(part.Captured) is { Length: > 0 } fate)
            yield return fate;
        if (part.Described.ThrownAway is { } reason)
            yield return $"thrown away: {reason}";
    }

    /// <summary>What became of it, and why it was sent, in sentences; empty for one that was sent once and arrived.</summary>
    public static string Fate(ConversationPart part)
    {
        string fate =
            part.Described.ThrownAway is { } reason ? $"It arrived, and the receiver threw it away: {reason}."
            : part.Captured.IsLost ? $"It never arrived: {DeliveryWords.Of(part.Captured)}."
            : "";
        string origin =
            part.Captured.CopyOf is { } original ? Inv($"The network made it from datagram {original}.")
            : part.Described.Retransmission ? "Its sender sent the same messages before: no answer had come in time."
            : "";
        return string.Join(' ', new[] { origin, Changes(part.Captured), fate }.Where(words => words.Length > 0));
    }

    private static string Changes(CapturedDatagram captured)
    {
        if (!captured.IsCorrupted)
            return "";
        (ReadOnlyMemory<byte> sent, ReadOnlyMemory<byte> arrived) = (captured.Payload, captured.DeliveredPayload);
        List<int> places =
        [
            .. Enumerable
                .Range(0, Math.Min(sent.Length, arrived.Length))
                .Where(at => sent.Span[at] != arrived.Span[at]),
        ];
        IEnumerable<string> changes = places
            .Take(MostChanges)
            .Select(at => Inv($"byte {at} from {sent.Span[at]:x2} to {arrived.Span[at]:x2}"));
        string more = places.Count > MostChanges ? Inv($" and {places.Count - MostChanges} more") : "";
        string size = sent.Length == arrived.Length ? "" : Inv($" and its length to {Count(arrived.Length, "byte")}");
        return $"The network changed {string.Join(", ", changes)}{more}{size}; what was sent stands here.";
    }

    /// <summary>A state as a sign that differs without colour.</summary>
    public static string Mark(ComputedState state) =>
        state switch
        {
            ComputedState.Verified => "✓",
            ComputedState.Wrong => "✗",
            ComputedState.Made => "=",
            _ => "–",
        };

    /// <summary>A state in words.</summary>
    public static string State(ComputedState state) =>
        state switch
        {
            ComputedState.Verified => "recomputed, and right",
            ComputedState.Wrong => "recomputed, and wrong",
            ComputedState.Made => "made from its inputs",
            _ => "closed",
        };

    private static string Count(int number, string noun) => Inv($"{number} {noun}{(number == 1 ? "" : "s")}");

    private static string Inv(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
