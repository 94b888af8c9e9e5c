using System.Globalization;
using System.Text;

namespace DtlsNotebooks.Udp;

/// <summary>Shows payload bytes in a few words: as text where they are text, else in hex.</summary>
public static class PayloadPreview
{
    private static readonly UTF8Encoding StrictUtf8 = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    /// <summary>Shows payload bytes in a few words.</summary>
    /// <param name="payload">The bytes.</param>
    /// <param name="maximumLength">The most characters to show, the marks around them left aside; at least 1.</param>
    /// <returns>
    /// “text” in quotation marks where every character can be printed, else hex bytes; "(empty)" for no bytes.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The maximum is below 1.</exception>
    public static string Of(ReadOnlySpan<byte> payload, int maximumLength = 32)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumLength, 1);
        if (payload.IsEmpty)
            return "(empty)";
        return TryText(payload, out string text) ? Quote(text, maximumLength) : Hex(payload, maximumLength);
    }

    private static bool TryText(ReadOnlySpan<byte> payload, out string text)
    {
        text = "";
        try
        {
            // C programs often send the closing zero byte of a string with it.
            text = StrictUtf8.GetString(payload.TrimEnd((byte)0)).TrimEnd('\r', '\n');
        }
        catch (DecoderFallbackException)
        {
            return false;
        }

        return text.Length > 0 && text.EnumerateRunes().All(IsPrintable);
    }

    private static bool IsPrintable(Rune rune) =>
        rune.Value is '\n' or '\r' or '\t'
        || Rune.GetUnicodeCategory(rune)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
            );

    private static string Quote(string text, int maximumLength)
    {
        string line = text.Replace("\r\n", "⏎", StringComparison.Ordinal)
            .Replace('\n', '⏎')
            .Replace('\r', '⏎')
            .Replace('\t', ' ');
        StringInfo elements = new(line);
        bool isLong = elements.LengthInTextElements > maximumLength;
        return isLong ? $"“{elements.SubstringByTextElements(0, maximumLength)}…”" : $"“{line}”";
    }

    private static string Hex(ReadOnlySpan<byte> payload, int maximumLength)
    {
        int shown = Math.Min(payload.Length, Math.Max(1, maximumLength / 3));
        string hex = BitConverter.ToString(payload[..shown].ToArray()).Replace('-', ' ');
        return shown < payload.Length ? hex + " …" : hex;
    }
}
