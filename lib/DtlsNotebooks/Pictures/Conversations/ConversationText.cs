using System.Globalization;
using System.Text;
using DtlsNotebooks.Dissection;
using DtlsNotebooks.Dissection.Computing;
using DtlsNotebooks.Pictures.ByteMaps;
using DtlsNotebooks.Pictures.Markup;

namespace DtlsNotebooks.Pictures.Conversations;

/// <summary>A conversation in lines of text: its datagrams, their fields, and what was computed.</summary>
internal static class ConversationText
{
    private const int Columns = 100;
    private const int MostDatagrams = 200;

    /// <summary>The whole text form.</summary>
    public static string Write(Conversation conversation)
    {
        StringBuilder text = new StringBuilder(PlainText.OneLine(conversation.Title)).Append('\n');
        AppendLines(text, conversation.Sentence, "");
        AppendLines(text, ConversationWords.Keys(conversation), "");
        foreach (ConversationPart part in conversation.Parts.Take(MostDatagrams))
            Append(text, part);
        if (conversation.Parts.Count > MostDatagrams)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"\n{conversation.Parts.Count - MostDatagrams} more datagrams are not shown here."
            );
        }
        return text.ToString().TrimEnd('\n');
    }

    private static void Append(StringBuilder text, ConversationPart part)
    {
        text.Append('\n');
        if (part.Silence.Length > 0)
            AppendLines(text, "⋮ " + part.Silence, "");
        AppendLines(text, ConversationWords.Head(part), "");
        if (ConversationWords.Fate(part) is { Length: > 0 } fate)
            AppendLines(text, fate, "  ");
        bool again = part.Described.Retransmission || part.Captured.CopyOf is not null;
        foreach ((ByteField field, int depth) in again ? [] : ByteMapRows.Of(part.Dissected.Fields))
        {
            string value = field.Value.Length == 0 ? "" : $" = {field.Value}";
            string line = $"{ByteMapRows.Bytes(field)} {field.Name}{value}";
            text.Append(' ', 2 + (2 * depth))
                .Append(PlainText.Fit(PlainText.OneLine(line), Columns - 2 - (2 * depth)))
                .Append('\n');
        }
        foreach (ComputedValue value in part.Values)
        {
            AppendLines(text, $"{ConversationWords.Mark(value.State)} {value.Name}: {value.Formula}", "  ");
            if (!value.Value.IsEmpty)
            {
                AppendLines(
                    text,
                    string.Join(
                        ' ',
                        Convert.ToHexStringLower(value.Value.Span).Chunk(32).Select(four => new string(four))
                    ),
                    "    = "
                );
            }
            AppendLines(text, value.Explanation, "    ");
        }
    }

    private static void AppendLines(StringBuilder text, string words, string indent)
    {
        foreach (string line in PlainText.Wrap(PlainText.OneLine(words), Columns - indent.Length))
            text.Append(indent).Append(line).Append('\n');
    }
}
