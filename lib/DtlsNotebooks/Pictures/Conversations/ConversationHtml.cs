using System.Globalization;
using System.Text;
using DtlsNotebooks.Dissection.Computing;
using DtlsNotebooks.Pictures.Markup;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Pictures.Conversations;

/// <summary>
/// A conversation as HTML that opens and closes by itself, with a script of a few lines for the two buttons that open
/// and close everything, and for links that open what they lead to.
/// </summary>
internal static class ConversationHtml
{
    /// <summary>The fragment for a notebook.</summary>
    public static string Write(Conversation conversation)
    {
        string id = Html.NewId();
        var html = new StringBuilder();
        html.Append(
            CultureInfo.InvariantCulture,
            $"<div class=\"{Html.RootClass} dtls-conversation\" data-figure=\"conversation\" id=\"{id}\" role=\"group\" aria-label=\"{Html.Encode(conversation.Sentence + " " + conversation.Title)}\">"
        );
        html.Append(Html.Style).Append(Html.Heading(conversation.Title, "", conversation.Sentence));
        html.Append(CultureInfo.InvariantCulture, $"<p>{Html.Encode(ConversationWords.Keys(conversation))}</p>");
        html.Append(
            "<p class=\"dtls-tools\"><button type=\"button\" class=\"dtls-button\" data-open=\"1\">Open all</button> "
                + "<button type=\"button\" class=\"dtls-button\" data-open=\"0\">Close all</button></p>"
        );
        AppendOverview(html, conversation, id);
        foreach (ConversationPart part in conversation.Parts)
            Append(html, part, id);
        html.Append("<script>").Append(Script(id)).Append("</script></div>");
        return html.ToString();
    }

    /// <summary>The page of its own.</summary>
    public static string Page(Conversation conversation) =>
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
        + "content=\"width=device-width, initial-scale=1\"><meta name=\"color-scheme\" content=\"light dark\">"
        + $"<title>{Html.Encode(conversation.Title)}</title><style>@media screen {{ body {{ margin: 0 auto; max-width: 1040px; }} }} "
        + "@media (prefers-color-scheme: dark) { @media screen { html { background: #1e1e1e; } } }</style></head>"
        + $"<body><main>{Write(conversation)}</main></body></html>";

    private static void AppendOverview(StringBuilder html, Conversation conversation, string id)
    {
        html.Append("<details class=\"dtls-part\" open><summary>All datagrams</summary><ol class=\"dtls-list\">");
        foreach (ConversationPart part in conversation.Parts)
        {
            string arrow = part.Captured.Direction == Direction.ToServer ? "→" : "←";
            html.Append(
                CultureInfo.InvariantCulture,
                $"<li value=\"{part.Captured.Number}\"><a href=\"#{id}-{part.Captured.Number}\"><span aria-hidden=\"true\">{arrow}</span> {Html.Encode(part.Described.Label)}</a> <span class=\"dtls-quiet\">{part.Captured.Payload.Length} bytes</span>{Notes(part)}</li>"
            );
        }
        html.Append("</ol></details>");
        if (conversation.Values.Count == 0)
            return;
        html.Append(
            CultureInfo.InvariantCulture,
            $"<details class=\"dtls-part\" open><summary>{Html.Encode(ConversationWords.Verdict(conversation))}</summary><ul class=\"dtls-list\">"
        );
        foreach (ComputedValue value in conversation.Values.Where(IsOfHandshake))
        {
            html.Append(
                CultureInfo.InvariantCulture,
                $"<li><a href=\"#{id}-{value.Datagram}\">{State(value.State)} {Html.Encode(value.Name)}</a> <span class=\"dtls-quiet\">in datagram {value.Datagram}: {ConversationWords.State(value.State)}</span></li>"
            );
        }
        html.Append("</ul></details>");
    }

    // Those of each record would fill pages; one that is wrong must not hide among them.
    private static bool IsOfHandshake(ComputedValue value) =>
        value.State == ComputedState.Wrong || value.Name is not ("nonce" or "additional data" or "ciphertext and tag");

    private static void Append(StringBuilder html, ConversationPart part, string id)
    {
        CapturedDatagram captured = part.Captured;
        bool up = captured.Direction == Direction.ToServer;
        if (part.Silence.Length > 0)
            html.Append("<p class=\"dtls-silence\"><span>").Append(Html.Encode(part.Silence)).Append("</span></p>");
        (string from, string to) = up ? (part.Client, "Server") : ("Server", part.Client);
        html.Append(
            CultureInfo.InvariantCulture,
            $"<details class=\"dtls-part dtls-datagram {(up ? "dtls-up" : "dtls-down")}\" id=\"{id}-{captured.Number}\"><summary><b>{captured.Number}</b> {Html.Encode(from)} <span aria-hidden=\"true\">→</span><span class=\"dtls-spoken\"> to </span> {Html.Encode(to)}: <b>{Html.Encode(part.Described.Label)}</b> <span class=\"dtls-quiet\">{part.Sent.TotalMilliseconds:0.0} ms, {captured.Payload.Length} bytes</span>{Notes(part)}</summary><div class=\"dtls-inside\">"
        );
        html.Append(
            CultureInfo.InvariantCulture,
            $"<p class=\"dtls-quiet\">UDP from {Html.Encode(captured.Source.ToString())} to {Html.Encode(captured.Destination.ToString())}. {Html.Encode(ConversationWords.Fate(part))}</p>"
        );
        ConversationFields.Append(html, part);
        html.Append("</div></details>");
    }

    private static string Notes(ConversationPart part) =>
        string.Concat(
            ConversationWords.Notes(part).Select(note => $" <span class=\"dtls-note-tag\">{Html.Encode(note)}</span>")
        );

    /// <summary>The sign of a state.</summary>
    public static string State(ComputedState state) =>
        $"<span class=\"dtls-state dtls-{state.ToString().ToLowerInvariant()}\" aria-hidden=\"true\">{ConversationWords.Mark(state)}</span>";

    private static string Script(string id) =>
        $$"""
            (function () {
              var root = document.getElementById('{{id}}');
              if (!root) return;
              root.addEventListener('click', function (event) {
                var button = event.target.closest('[data-open]'), link = event.target.closest('a[href^="#"]');
                if (button) root.querySelectorAll('details').forEach(function (part) { part.open = button.dataset.open === '1'; });
                if (link) reveal(link.getAttribute('href').slice(1), event);
              });
              function reveal(name, event) {
                var part = document.getElementById(name);
                if (!part || !root.contains(part)) return;
                part.open = true;
                part.scrollIntoView({ block: 'start' });
                part.querySelector('summary').focus({ preventScroll: true });
                if (event) event.preventDefault();
              }
              var short = location.hash.match(/^#(\d+)$/);
              if (short) reveal('{{id}}-' + short[1]);
            })();
            """;
}
