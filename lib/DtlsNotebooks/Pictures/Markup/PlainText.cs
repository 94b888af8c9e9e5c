using System.Globalization;
using System.Text;

namespace DtlsNotebooks.Pictures.Markup;

/// <summary>Makes words from the network fit to be shown: one line, nothing that steers the screen.</summary>
internal static class PlainText
{
    /// <summary>
    /// The text with control characters as their visible signs (U+2400 …) and
    /// with what reorders, hides or breaks text as U+FFFD.
    /// </summary>
    public static string OneLine(string text)
    {
        if (!NeedsWork(text))
            return text;
        var result = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
            result.Append(Visible(rune).ToString());
        return result.ToString();
    }

    /// <summary>The columns that a text takes in a font of fixed width.</summary>
    public static int Columns(string text)
    {
        int columns = 0;
        foreach (Rune rune in text.EnumerateRunes())
            columns += Columns(rune);
        return columns;
    }

    /// <summary>The text, shortened with … where it takes more columns.</summary>
    public static string Fit(string text, int columns)
    {
        if (Columns(text) <= columns)
            return text;
        var result = new StringBuilder();
        int used = 1;
        foreach (Rune rune in text.EnumerateRunes())
        {
            used += Columns(rune);
            if (used > columns)
                break;
            result.Append(rune.ToString());
        }
        return columns < 1 ? "" : result.Append('…').ToString();
    }

    /// <summary>The text with spaces after it, to fill the columns.</summary>
    public static string PadEnd(string text, int columns) => text + Spaces(columns - Columns(text));

    /// <summary>The text with spaces before it, to fill the columns.</summary>
    public static string PadStart(string text, int columns) => Spaces(columns - Columns(text)) + text;

    /// <summary>Words in lines of at most so many columns.</summary>
    public static IEnumerable<string> Wrap(string text, int columns)
    {
        var lines = new List<string>();
        string line = "";
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 0 && Columns(line) + Columns(word) >= columns)
            {
                lines.Add(line);
                line = "";
            }
            line = line.Length == 0 ? Fit(word, columns) : $"{line} {word}";
        }
        lines.Add(line);
        return lines;
    }

    private static string Spaces(int count) => new(' ', Math.Max(0, count));

    private static bool NeedsWork(string text) => text.Any(c => c is < ' ' or (> '~' and < '\u00A0') or >= '\u0300');

    private static Rune Visible(Rune rune) =>
        rune.Value switch
        {
            < 0x20 => new Rune(0x2400 + rune.Value),
            0x7F => new Rune(0x2421),
            0x200D => rune, // joins emoji
            _ => Rune.GetUnicodeCategory(rune)
                is UnicodeCategory.Control
                    or UnicodeCategory.Format
                    or UnicodeCategory.LineSeparator
                    or UnicodeCategory.ParagraphSeparator
                    or UnicodeCategory.Surrogate
                    or UnicodeCategory.OtherNotAssigned
                ? Rune.ReplacementChar
                : rune,
        };

    // The wide blocks of Unicode's East Asian Width (UAX 11), coarsely.
    private static int Columns(Rune rune) =>
        rune.Value switch
        {
            >= 0x1100
            and <= 0x115F
            or >= 0x2E80
            and <= 0xA4CF
            or >= 0xAC00
            and <= 0xD7A3
            or >= 0xF900
            and <= 0xFAFF
            or >= 0xFE30
            and <= 0xFE6F
            or >= 0xFF00
            and <= 0xFF60
            or >= 0xFFE0
            and <= 0xFFE6
            or >= 0x1F300
            and <= 0x1FAFF
            or >= 0x20000
            and <= 0x3FFFD => 2,
            _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
                ? 0
                : 1,
        };
}
