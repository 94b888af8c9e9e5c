using System.Globalization;
using DtlsNotebooks.Pictures.Markup;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Pictures.Ladders;

/// <summary>Says what a ladder shows in a sentence or two: what a screen reader speaks first.</summary>
internal static class LadderSentence
{
    /// <summary>The sentences.</summary>
    public static string Of(LadderDiagram diagram)
    {
        IReadOnlyList<LadderMessage> messages = diagram.Messages;
        if (messages.Count == 0)
            return "No datagram was sent.";
        string start = Inv($"{Count(messages.Count, "datagram")} in {Duration(messages)}");
        List<string> happenings =
        [
            .. Happening(messages, message => message.Lost, "lost"),
            .. Happening(messages, IsRetransmission, "sent again by its sender"),
            .. Happening(messages, message => message.NetworkCopy, "doubled by the network"),
            .. Happening(messages, message => message.Changed, "changed on the way"),
            .. Happening(messages, message => message.Overtaken, "overtaken on the way"),
            .. Happening(messages, message => message.ThrownAway is not null, "thrown away by the receiver"),
        ];
        string middle = happenings.Count > 0 ? $"{start}: {Join(happenings)}." : $"{start}, and none is lost.";
        string open = Encryption(messages);
        string end = End(diagram, messages[^1]);
        return string.Join(' ', new[] { middle, open, end }.Where(part => part.Length > 0));
    }

    private static IEnumerable<string> Happening(
        IReadOnlyList<LadderMessage> messages,
        Func<LadderMessage, bool> happened,
        string words
    )
    {
        int count = messages.Count(happened);
        if (count > 0)
        {
            yield return count == 1
                ? $"one is {words}"
                : Inv($"{count} are {words.Replace("its sender", "their sender", StringComparison.Ordinal)}");
        }
    }

    private static bool IsRetransmission(LadderMessage message) => message.Repeated && !message.NetworkCopy;

    private static string Encryption(IReadOnlyList<LadderMessage> messages)
    {
        int first = -1;
        for (int at = 0; at < messages.Count && first < 0; at++)
        {
            if (messages[at].Parts.Any(part => part.Encrypted))
                first = at;
        }
        return first < 0 ? ""
            : first == 0 ? "All of it is encrypted."
            : Inv($"Encryption begins with datagram {first + 1}.");
    }

    private static string End(LadderDiagram diagram, LadderMessage last)
    {
        string who = PlainText.OneLine(diagram.Participants[Math.Clamp(last.From, 0, diagram.Participants.Count - 1)]);
        return last.Kind switch
        {
            MessageKind.Goodbye => $"{who} says goodbye last.",
            MessageKind.Alert => $"It ends with an alert of {who}: {PlainText.OneLine(last.Label)}.",
            _ => "",
        };
    }

    private static string Duration(IReadOnlyList<LadderMessage> messages)
    {
        TimeSpan last = messages.Max(message => message.Delivered ?? message.Sent) - messages[0].Sent;
        return last < TimeSpan.FromSeconds(1)
            ? Inv($"{last.TotalMilliseconds:0.#} ms")
            : Inv($"{last.TotalSeconds:0.##} s");
    }

    private static string Join(List<string> parts) =>
        parts.Count == 1 ? parts[0] : $"{string.Join(", ", parts.SkipLast(1))} and {parts[^1]}";

    private static string Count(int number, string noun) => Inv($"{number} {noun}{(number == 1 ? "" : "s")}");

    private static string Inv(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
