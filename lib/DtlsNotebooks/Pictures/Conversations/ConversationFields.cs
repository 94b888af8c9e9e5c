using System.Globalization;
using System.Text;
using DtlsNotebooks.Dissection;
using DtlsNotebooks.Dissection.Computing;
using DtlsNotebooks.Pictures.ByteMaps;
using DtlsNotebooks.Pictures.Markup;

namespace DtlsNotebooks.Pictures.Conversations;

/// <summary>The inside of a datagram: records, messages, fields, both sides of what is encrypted, computed values.</summary>
internal static class ConversationFields
{
    /// <summary>Everything below the head of a datagram.</summary>
    public static void Append(StringBuilder html, ConversationPart part)
    {
        DissectedDatagram datagram = part.Dissected;
        for (int at = 0; at < datagram.Fields.Count; at++)
        {
            DissectedRecord? record = at < datagram.Records.Count ? datagram.Records[at] : null;
            FieldList.Append(html, datagram.Fields[at], datagram.Bytes, record is null ? null : RecordName(record), 1);
            if (record is not null)
                AppendRecord(html, record);
            foreach (ComputedValue value in part.Values.Where(value => value.Record == at))
                AppendValue(html, value);
        }
    }

    private static string RecordName(DissectedRecord record) =>
        $"Record: {record.Label}, {(record.Record.IsEncrypted ? "encrypted" : "readable by anyone")}";

    private static void AppendRecord(StringBuilder html, DissectedRecord record)
    {
        if (record.NumberRepeated)
        {
            html.Append(
                "<p>Its sender used this record number before. A receiver throws an encrypted one away (RFC 6347, section 4.1.2.6).</p>"
            );
        }
        if (!record.IsReadable)
            html.Append("<p><b>Closed.</b> ").Append(Html.Encode(record.NotOpened)).Append("</p>");
        if (record.Opened is { } opened)
            AppendOpened(html, record, opened);
        foreach (HandshakeMessage message in record.Messages.Where(message => IsPutTogether(record, message)))
        {
            html.Append("<details class=\"dtls-deep\"><summary>Put together from its fragments: <b>")
                .Append(Html.Encode(message.Label))
                .Append("</b></summary>");
            FieldList.Append(html, message.Fields, message.Bytes);
            html.Append("</details>");
        }
    }

    private static bool IsPutTogether(DissectedRecord record, HandshakeMessage message) =>
        record.Fragments.Any(fragment =>
            fragment.MessageSequence == message.MessageSequence && fragment.Type == message.Type && !fragment.IsWhole
        );

    private static void AppendOpened(StringBuilder html, DissectedRecord record, OpenedRecord opened)
    {
        html.Append("<div class=\"dtls-sides\"><figure><figcaption>On the wire: ciphertext</figcaption>");
        AppendDump(html, record.Record.Fragment);
        html.Append("</figure><figure><figcaption>With the keys: plaintext</figcaption>");
        AppendDump(html, opened.Plaintext);
        html.Append("</figure></div>");
        FieldList.Append(html, opened.Fields, opened.Plaintext);
    }

    private static void AppendDump(StringBuilder html, ReadOnlyMemory<byte> bytes)
    {
        html.Append("<pre tabindex=\"0\">");
        for (int start = 0; start < bytes.Length; start += 8)
        {
            int end = Math.Min(start + 8, bytes.Length);
            string hex = string.Join(
                ' ',
                bytes.Span[start..end].ToArray().Select(value => value.ToString("x2", CultureInfo.InvariantCulture))
            );
            html.Append(
                CultureInfo.InvariantCulture,
                $"{hex, -23}  {Html.Encode(ByteMapText.Ascii(bytes.Span[start..end]))}\n"
            );
        }
        html.Append("</pre>");
    }

    private static void AppendValue(StringBuilder html, ComputedValue value)
    {
        string state = value.State.ToString().ToLowerInvariant();
        html.Append(
            CultureInfo.InvariantCulture,
            $"<details class=\"dtls-deep dtls-value dtls-value-{state}\"{(value.State == ComputedState.Wrong ? " open" : "")}><summary>Computed: <b>{Html.Encode(value.Name)}</b> {ConversationHtml.State(value.State)} {ConversationWords.State(value.State)}</summary><p><code>{Html.Encode(value.Formula)}</code></p>"
        );
        foreach (ComputedPart input in value.Inputs)
            AppendPart(html, "in: ", input);
        if (!value.Value.IsEmpty)
            AppendPart(html, "out: ", new ComputedPart(value.Name, value.Value));
        foreach (ComputedPart part in value.Parts)
            AppendPart(html, "", part);
        html.Append(
            CultureInfo.InvariantCulture,
            $"<p>{Html.Encode(value.Explanation)} <span class=\"dtls-quiet\">{Html.Encode(value.Source)}</span></p></details>"
        );
    }

    private static void AppendPart(StringBuilder html, string side, ComputedPart part) =>
        html.Append(
            CultureInfo.InvariantCulture,
            $"<div class=\"dtls-leaf\"><span><i>{side}</i><b>{Html.Encode(part.Name)}</b></span><code>{FieldList.Hex(part.Bytes)}</code><span>{Html.Encode(part.Words)}</span></div>"
        );
}
