using System.Text;
using DtlsNotebooks.Pictures.Markup;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Pictures.Ladders;

/// <summary>The legend of a ladder: every mark that occurs in it, and no other.</summary>
internal static class LadderLegend
{
    /// <summary>The legend in HTML, with small drawings of the marks.</summary>
    public static string Of(LadderLayout layout)
    {
        var html = new StringBuilder("<ul class=\"dtls-legend\">");
        foreach ((string name, string drawing) in Entries(layout))
            html.Append("<li>").Append(Svg(drawing)).Append(Html.Encode(name)).Append("</li>");
        return html.Append("</ul>").ToString();
    }

    private static IEnumerable<(string Name, string Drawing)> Entries(LadderLayout layout)
    {
        List<LadderMessage> messages = [.. layout.Rows.Select(row => row.Message)];
        List<LadderSegment> segments = [.. messages.SelectMany(LadderSegment.Of)];
        foreach (
            IGrouping<string, MessageKind> name in segments.Select(piece => piece.Kind).Distinct().Order().GroupBy(Name)
        )
        {
            yield return (name.Key, Line(Palette.Of(name.First()).Css, "M0 7H30", ""));
        }
        string ink = Palette.Lifeline.Css;
        bool encrypted = segments.Any(piece => piece.Encrypted);
        if (encrypted && segments.Any(piece => !piece.Encrypted))
            yield return ("readable by anyone", Line(ink, "M0 7H30", ""));
        if (encrypted)
        {
            yield return (
                "encrypted",
                $"<path d=\"M0 7H30\" stroke=\"{ink}\" stroke-width=\"11\" opacity=\"0.4\"/>" + Line(ink, "M0 7H30", "")
            );
        }
        string mark = Palette.RepeatedText.Css;
        if (messages.Any(message => message.Mark == LadderMark.Retransmission))
        {
            yield return (
                "sent again by its sender",
                Line(ink, "M8 7H30", "7 4") + $"<circle cx=\"5\" cy=\"7\" r=\"4.5\" fill=\"{mark}\"/>"
            );
        }
        if (messages.Any(message => message.Mark == LadderMark.Duplicate))
        {
            yield return (
                "doubled by the network",
                Line(ink, "M8 7H30", "2 4") + $"<path d=\"M5 1.5L10 7L5 12.5L0 7Z\" fill=\"{mark}\"/>"
            );
        }
        string bad = Palette.Alert.Css;
        if (messages.Any(message => message.Changed))
        {
            yield return (
                "changed on the way",
                Line(ink, "M0 7H30", "") + $"<path d=\"M15 1L21 12H9Z\" fill=\"{bad}\"/>"
            );
        }
        if (messages.Any(message => message.Lost))
        {
            yield return (
                "lost",
                Line(ink, "M0 7H18", "") + $"<path d=\"M18 2L28 12M18 12L28 2\" stroke=\"{bad}\" stroke-width=\"2.4\"/>"
            );
        }
        if (layout.Rows.Any(row => row.Arrived && row.Message.ThrownAway is not null))
        {
            yield return (
                "arrived, but thrown away",
                Line(ink, "M0 7H18", "")
                    + $"<circle cx=\"24\" cy=\"7\" r=\"5.5\" fill=\"none\" stroke=\"{bad}\" stroke-width=\"2\"/><path d=\"M20.5 3.5L27.5 10.5M20.5 10.5L27.5 3.5\" stroke=\"{bad}\" stroke-width=\"2\"/>"
            );
        }
        if (layout.Rows.Any(row => !row.Arrived && !row.Message.Lost))
        {
            yield return (
                "still on its way",
                Line(ink, "M0 7H20", "")
                    + $"<circle cx=\"24\" cy=\"7\" r=\"4\" fill=\"none\" stroke=\"{ink}\" stroke-width=\"2\"/>"
            );
        }
        if (layout.Rows.Any(row => row.Overtaken))
            yield return ("overtaken by a later one", Line(ink, "M0 2L30 12", "") + Line(ink, "M0 7H30", ""));
        if (layout.Silences.Any(silence => silence.Folded == 0))
        {
            yield return (
                "silence, not to scale",
                Line(Palette.Waiting.Css, "M1 14L11 0M10 14L20 0M19 14L29 0", "") + Line(ink, "M0 0V14M30 0V14", "2 3")
            );
        }
    }

    private static string Line(string color, string path, string dash) =>
        $"<path d=\"{path}\" stroke=\"{color}\" stroke-width=\"2.4\" fill=\"none\"{(dash.Length > 0 ? $" stroke-dasharray=\"{dash}\"" : "")}/>";

    private static string Svg(string drawing) =>
        $"<svg width=\"30\" height=\"14\" viewBox=\"0 0 30 14\" aria-hidden=\"true\">{drawing}</svg>";

    private static string Name(MessageKind kind) =>
        kind switch
        {
            MessageKind.Handshake => "handshake",
            MessageKind.ChangeCipherSpec => "ChangeCipherSpec",
            MessageKind.ApplicationData => "application data",
            MessageKind.Alert => "alert: an error",
            MessageKind.Goodbye => "goodbye",
            MessageKind.ClosedAlert => "alert, not opened",
            _ => "plain UDP",
        };
}
