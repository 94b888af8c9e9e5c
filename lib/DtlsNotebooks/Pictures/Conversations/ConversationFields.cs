using System.Globalization;
using System.Text;
using DtlsNotebooks.Dissection;
using DtlsNotebooks.Dissection.Computing;
using DtlsNotebooks.Dissection.Reading;
using DtlsNotebooks.Pictures.ByteMaps;
using DtlsNotebooks.Pictures.Markup;

namespace DtlsNotebooks.Pictures.Conversations;

/// <summary>The inside of a datagram: records, messages, fields, both sides of what is encrypted, computed values.</summary>
internal static class ConversationFields
{
    private const int ShownBytes = 24;
    private const string Ciphertext = "ciphertext";

    /// <summary>Everything below the head of a datagram.</summary>
    public static void Append(StringBuilder html, ConversationPart part)
    {
        DissectedDatagram datagram = part.Dissected;
        for (int at = 0; at < datagram.Fields.Count; at++)
        {
            DissectedRecord? record = at < datagram.Records.Count ? datagram.Records[at] : null;
            AppendField(html, datagram.Fields[at], datagram.Bytes, record is null ? null : RecordName(record));
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
            html.Append(
                "<p>Its sender used this record number before. A receiver throws an encrypted one away (RFC 6347, section 4.1.2.6).</p>"
            );
        if (!record.IsReadable)
            html.Append("<p><b>Closed.</b> ").Append(Html.Encode(record.NotOpened)).Append("</p>");
        if (record.Opened is { } opened)
            AppendOpened(html, record, opened);
        foreach (HandshakeMessage message in record.Messages.Where(message => IsPutTogether(record, message)))
        {
            html.Append("<details class=\"dtls-deep\"><summary>Put together from its fragments: <b>")
                .Append(Html.Encode(message.Label))
                .Append("</b></summary>");
            AppendFields(html, message.Fields, message.Bytes);
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
        AppendFields(html, opened.Fields, opened.Plaintext);
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

    private static void AppendFields(StringBuilder html, IReadOnlyList<ByteField> fields, ReadOnlyMemory<byte> bytes)
    {
        foreach (ByteField field in fields)
            AppendField(html, field, bytes, null);
    }

    private static void AppendField(StringBuilder html, ByteField field, ReadOnlyMemory<byte> bytes, string? name)
    {
        string faulty = field.Faulty ? " dtls-wrong" : "";
        string head =
            $"<b>{Html.Encode(name ?? field.Name)}</b>{(field.Value.Length > 0 && name is null ? " " + Html.Encode(field.Value) : "")}";
        // What the ciphertext hides stands opened beside it.
        bool leaf = field.Children.Count == 0 || field.Name == Ciphertext;
        string about =
            $"{Html.Encode(field.Meaning)}{(field.Source.Length > 0 ? $" <span class=\"dtls-quiet\">{Html.Encode(field.Source)}</span>" : "")}";
        if (leaf)
        {
            html.Append(
                CultureInfo.InvariantCulture,
                $"<div class=\"dtls-leaf{faulty}\"><span>{head}</span><code>{Hex(bytes, field)}</code><span>{about}</span></div>"
            );
            return;
        }
        html.Append(
            CultureInfo.InvariantCulture,
            $"<details class=\"dtls-deep{faulty}\"{(name is null ? "" : " open")}><summary>{head} <span class=\"dtls-quiet\">{FieldReader.Count(field.Length)}</span></summary><p>{about}</p>"
        );
        AppendFields(html, field.Children, bytes);
        html.Append("</details>");
    }

    private static string Hex(ReadOnlyMemory<byte> bytes, ByteField field)
    {
        int from = Math.Clamp(field.Offset, 0, bytes.Length);
        int to = (int)Math.Clamp((long)field.Offset + field.Length, from, bytes.Length);
        return Hex(bytes[from..to]);
    }

    private static string Hex(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length <= ShownBytes)
            return Spaced(bytes.Span);
        return $"<details><summary>{Spaced(bytes.Span[..ShownBytes])} …</summary>{Spaced(bytes.Span[ShownBytes..])}</details>";
    }

    private static string Spaced(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(3 * bytes.Length);
        foreach (byte value in bytes)
            text.Append(text.Length > 0 ? " " : "").Append(value.ToString("x2", CultureInfo.InvariantCulture));
        return text.ToString();
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
            $"<div class=\"dtls-leaf\"><span><i>{side}</i><b>{Html.Encode(part.Name)}</b></span><code>{Hex(part.Bytes)}</code><span>{Html.Encode(part.Words)}</span></div>"
        );
}
