namespace DtlsNotebooks.Dissection.Words;

/// <summary>Bytes as a reader sees them.</summary>
internal static class Hex
{
    private const int Shown = 16;

    /// <summary>The bytes in hexadecimal, cut after sixteen.</summary>
    public static string Short(ReadOnlySpan<byte> bytes) =>
        bytes.Length switch
        {
            0 => "empty",
            <= Shown => Convert.ToHexStringLower(bytes),
            _ => $"{Convert.ToHexStringLower(bytes[..Shown])}… ({bytes.Length} bytes)",
        };

    /// <summary>The bytes as quoted text where they are printable UTF-8, else null.</summary>
    public static string? Text(ReadOnlySpan<byte> bytes, int most = 40)
    {
        if (bytes.IsEmpty || !System.Text.Unicode.Utf8.IsValid(bytes))
            return null;
        string text = System.Text.Encoding.UTF8.GetString(bytes).TrimEnd('\r', '\n', '\0');
        if (
            text.Length == 0
            || text.Any(character => char.IsControl(character) && character is not ('\t' or '\n' or '\r'))
        )
        {
            return null;
        }

        text = text.Replace("\r", "", StringComparison.Ordinal).Replace('\n', ' ').Replace('\t', ' ');
        return text.Length <= most ? $"“{text}”" : $"“{Cut(text, most)}…”";
    }

    private static string Cut(string text, int most) =>
        text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
}
