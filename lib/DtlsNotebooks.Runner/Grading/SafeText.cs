using System.Globalization;

namespace DtlsNotebooks.Runner.Grading;

/// <summary>Text that a student wrote, harmless on a terminal and in a table.</summary>
internal static class SafeText
{
    /// <summary>The text without control characters, which move a terminal's cursor or hide what stands there.</summary>
    /// <param name="text">The text.</param>
    /// <param name="keepLines">Whether line ends stay; else they become spaces.</param>
    public static string Of(string text, bool keepLines)
    {
        IEnumerable<char> kept = text.ReplaceLineEndings("\n")
            .Select(letter =>
                letter == '\n' && keepLines ? letter
                : char.IsWhiteSpace(letter) ? ' '
                : letter
            )
            .Where(letter => letter == '\n' || !IsHidden(letter));
        return string.Concat(kept);
    }

    // Format characters turn the direction of text; a lone half of a pair is no character at all in a file.
    private static bool IsHidden(char letter) =>
        CharUnicodeInfo.GetUnicodeCategory(letter) is UnicodeCategory.Control or UnicodeCategory.Format;
}
