using System.Text;
using CsCheck;
using DtlsNotebooks.Udp;

namespace DtlsNotebooks.Tests.Udp;

public sealed class PayloadPreviewTests
{
    [Theory]
    [InlineData("", "(empty)")]
    [InlineData("hello", "“hello”")]
    [InlineData("hello\n", "“hello”")]
    [InlineData("hello\0", "“hello”")]
    [InlineData("two\nlines", "“two⏎lines”")]
    [InlineData("Grüße 🙂", "“Grüße 🙂”")]
    [InlineData("\0\0", "00 00")]
    [InlineData("\u0001a", "01 61")]
    public void Text_is_shown_as_text_and_the_rest_in_hex(string payload, string preview) =>
        Assert.Equal(preview, PayloadPreview.Of(Encoding.UTF8.GetBytes(payload)));

    [Fact]
    public void Long_payloads_are_cut_off()
    {
        Assert.Equal("“aaaa…”", PayloadPreview.Of("aaaaaaaa"u8, 4));
        Assert.Equal("FE FE …", PayloadPreview.Of([0xFE, 0xFE, 0xFE, 0xFE], 8));
    }

    [Fact]
    public void Any_bytes_give_a_short_line() =>
        Gen
            .Byte.Array[0, 200]
            .Sample(bytes =>
            {
                string preview = PayloadPreview.Of(bytes);
                return preview.Length is > 0 and < 200 && !preview.Contains('\n', StringComparison.Ordinal);
            });
}
