using System.Net;
using System.Text.RegularExpressions;
using DtlsNotebooks.Dissection;
using DtlsNotebooks.Pictures.ByteMaps;

namespace DtlsNotebooks.Tests.Pictures.ByteMaps;

public class ByteMapTests
{
    /// <summary>The header of RFC 768 and some data.</summary>
    public static ByteMap Udp(string data = "hello") =>
        new()
        {
            Title = "A UDP datagram",
            Bytes = (byte[])[0xC3, 0x50, 0x2B, 0x67, 0, 13, 0x12, 0x34, .. System.Text.Encoding.UTF8.GetBytes(data)],
            Fields =
            [
                Field("source port", 0, 2) with
                {
                    Value = "50000",
                    Meaning = "Where a reply goes.",
                    Source = "RFC 768",
                },
                Field("destination port", 2, 2) with
                {
                    Value = "11111",
                },
                Field("length", 4, 2) with
                {
                    Value = "13",
                },
                Field("checksum", 6, 2) with
                {
                    Value = "0x1234",
                },
                Field("data", 8, data.Length) with
                {
                    Value = data,
                },
            ],
        };

    /// <summary>A record of a handshake message, three levels deep.</summary>
    public static ByteMap Nested(int length)
    {
        byte[] bytes = new byte[length];
        new Random(7).NextBytes(bytes);
        return new ByteMap
        {
            Title = "A record",
            Bytes = bytes,
            Fields =
            [
                Field("record", 0, length) with
                {
                    Children =
                    [
                        Field("type", 0, 1),
                        Field("version", 1, 2),
                        Field("message", 13, length - 13) with
                        {
                            Children =
                            [
                                Field("msg_type", 13, 1),
                                Field("session_id", 20, 0),
                                Field("body", 20, length - 20),
                            ],
                        },
                    ],
                },
            ],
        };
    }

    private static ByteField Field(string name, int offset, int length) =>
        new()
        {
            Name = name,
            Offset = offset,
            Length = length,
        };

    [Fact]
    public void Every_byte_belongs_to_exactly_one_innermost_field()
    {
        Assert.Equal(
            [
                "record/type 0-1",
                "record/version 1-3",
                "record 3-13",
                "record/message/msg_type 13-14",
                "record/message 14-20",
                "record/message/body 20-60",
            ],
            ByteRun
                .Of(Nested(60))
                .Select(run => $"{string.Join('/', run.Path.Select(field => field.Name))} {run.Start}-{run.End}")
        );
    }

    [Fact]
    public void Fields_that_overlap_or_reach_too_far_lose_no_byte_and_repeat_none()
    {
        var map = new ByteMap
        {
            Title = "",
            Bytes = new byte[10],
            Fields =
            [
                Field("a", 0, 4),
                Field("b", 2, 4),
                Field("c", 8, int.MaxValue),
                Field("d", -5, 3),
                Field("e", 400, 2),
            ],
        };

        IReadOnlyList<ByteRun> runs = ByteRun.Of(map);

        Assert.Equal(
            [(0, 4, "a"), (4, 6, "b"), (6, 8, null), (8, 10, "c")],
            runs.Select(run => (run.Start, run.End, run.Field?.Name))
        );
        Assert.NotEmpty(map.ToHtml());
    }

    [Fact]
    public void The_page_shows_every_byte_once_in_its_order()
    {
        ByteMap map = Nested(60);

        string html = Regex.Replace(map.ToHtml(), "<span class=\"dtls-tip\".*?</span></span>", "");
        string hex = Regex.Match(html, "<div class=\"dtls-hex\">(.*?)</div>", RegexOptions.Singleline).Groups[1].Value;
        string bytes = Regex.Replace(Regex.Replace(hex, "<[^>]*>", ""), @"\s+", "");

        Assert.Equal(Convert.ToHexStringLower(map.Bytes.Span), bytes);
    }

    [Fact]
    public void The_page_names_every_field_with_value_meaning_and_source()
    {
        string html = WebUtility.HtmlDecode(Udp().ToHtml());

        foreach (ByteField field in Udp().Fields)
        {
            Assert.Contains(field.Name, html, StringComparison.Ordinal);
            Assert.Contains(field.Value, html, StringComparison.Ordinal);
        }
        Assert.Contains("Where a reply goes.", html, StringComparison.Ordinal);
        Assert.Contains("RFC 768", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Text_from_the_network_is_encoded()
    {
        string html = Udp("<b onmouseover=hit()>").ToHtml();

        Assert.DoesNotContain("<b onmouseover", html, StringComparison.Ordinal);
        Assert.Contains("&lt;b onmouseover", html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_text_form_is_a_hex_dump_with_the_fields()
    {
        string text = Udp().ToText();

        Assert.Contains(
            "0000  c3 50 2b 67 00 0d 12 34  68 65 6c 6c 6f           ·P+g···4hello",
            text,
            StringComparison.Ordinal
        );
        Assert.Matches(@"(?m)^2–3 +destination port +11111", text);
    }
}
