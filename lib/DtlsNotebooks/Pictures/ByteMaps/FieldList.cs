using System.Globalization;
using System.Text;
using DtlsNotebooks.Dissection;
using DtlsNotebooks.Dissection.Reading;
using DtlsNotebooks.Pictures.Markup;

namespace DtlsNotebooks.Pictures.ByteMaps;

/// <summary>
/// Named fields as a list that folds: what holds others opens, the others show name, value, bytes, meaning and where
/// they are specified.
/// </summary>
internal static class FieldList
{
    private const int ShownBytes = 24;

    /// <summary>What the ciphertext hides is shown opened, in a place of its own.</summary>
    private const string Ciphertext = "ciphertext";

    /// <summary>Writes fields, one below the other.</summary>
    /// <param name="html">Where to.</param>
    /// <param name="fields">The fields.</param>
    /// <param name="bytes">The bytes that their offsets count in.</param>
    /// <param name="open">How many levels are open at first.</param>
    /// <param name="tint">The look of a field's bytes as a style sheet takes it, or null for none.</param>
    public static void Append(
        StringBuilder html,
        IReadOnlyList<ByteField> fields,
        ReadOnlyMemory<byte> bytes,
        int open = 0,
        Func<ByteField, string?>? tint = null
    )
    {
        ByteField? before = null;
        foreach (ByteField field in fields)
        {
            // In a list of one kind the first tells what all of them mean.
            bool told = before is not null && !field.Faulty && field.Children.Count == 0 && IsSameKind(before, field);
            Append(html, told ? field with { Meaning = "", Source = "" } : field, bytes, null, open, tint, field);
            before = field;
        }
    }

    /// <summary>Writes one field.</summary>
    /// <param name="html">Where to.</param>
    /// <param name="field">The field.</param>
    /// <param name="bytes">The bytes that its offset counts in.</param>
    /// <param name="name">A name in place of its own; null for its own.</param>
    /// <param name="open">How many levels are open at first.</param>
    /// <param name="tint">The look of a field's bytes as a style sheet takes it, or null for none.</param>
    /// <param name="tinted">The field whose look it has; null for its own.</param>
    public static void Append(
        StringBuilder html,
        ByteField field,
        ReadOnlyMemory<byte> bytes,
        string? name,
        int open,
        Func<ByteField, string?>? tint = null,
        ByteField? tinted = null
    )
    {
        string swatch = tint?.Invoke(tinted ?? field) is { } look
            ? $"<i class=\"dtls-swatch\" style=\"{look}\"></i>"
            : "";
        string value = field.Value.Length > 0 && name is null ? " " + Html.Encode(field.Value) : "";
        string head = $"{swatch}<b>{Html.Encode(name ?? field.Name)}</b>{value}";
        string faulty = field.Faulty ? " dtls-wrong" : "";
        string about =
            (field.Faulty ? "<b class=\"dtls-bad\">makes no sense: </b>" : "")
            + Html.Encode(field.Meaning)
            + (field.Source.Length > 0 ? $" <span class=\"dtls-quiet\">{Html.Encode(field.Source)}</span>" : "");
        if (field.Children.Count == 0 || field.Name == Ciphertext)
        {
            html.Append(
                CultureInfo.InvariantCulture,
                $"<div class=\"dtls-leaf{faulty}\"><span>{head}</span><code>{Hex(bytes, field)}</code><span>{about}</span></div>"
            );
            return;
        }
        html.Append(
            CultureInfo.InvariantCulture,
            $"<details class=\"dtls-deep{faulty}\"{(open > 0 ? " open" : "")}><summary>{head} <span class=\"dtls-quiet\">{FieldReader.Count(field.Length)}</span></summary><p>{about}</p>"
        );
        Append(html, field.Children, bytes, open - 1, tint);
        html.Append("</details>");
    }

    private static bool IsSameKind(ByteField one, ByteField other) =>
        one.Name == other.Name && one.Meaning == other.Meaning && one.Source == other.Source;

    /// <summary>Bytes in hexadecimal; of many only the first, the rest opens.</summary>
    public static string Hex(ReadOnlyMemory<byte> bytes) =>
        bytes.Length <= ShownBytes
            ? Spaced(bytes.Span)
            : $"<details><summary>{Spaced(bytes.Span[..ShownBytes])} …</summary>{Spaced(bytes.Span[ShownBytes..])}</details>";

    private static string Hex(ReadOnlyMemory<byte> bytes, ByteField field)
    {
        int from = Math.Clamp(field.Offset, 0, bytes.Length);
        int to = (int)Math.Clamp((long)field.Offset + field.Length, from, bytes.Length);
        return Hex(bytes[from..to]);
    }

    private static string Spaced(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(3 * bytes.Length);
        foreach (byte value in bytes)
            text.Append(text.Length > 0 ? " " : "").Append(value.ToString("x2", CultureInfo.InvariantCulture));
        return text.ToString();
    }
}
