using System.Globalization;
using System.Text;
using DtlsNotebooks.Pictures.Markup;
using DtlsNotebooks.Pictures.Tables;

namespace DtlsNotebooks.Pictures.ByteMaps;

/// <summary>A byte map as a hex dump with a list of its fields.</summary>
internal static class ByteMapText
{
    /// <summary>Bytes in a line.</summary>
    public const int BytesPerLine = 16;

    /// <summary>The whole text form.</summary>
    public static string Write(ByteMap map)
    {
        StringBuilder text = new StringBuilder(PlainText.OneLine(map.Title)).Append('\n');
        text.Append(string.Join('\n', PlainText.Wrap(map.Sentence, 100))).Append('\n');
        if (map.Subtitle.Length > 0)
            text.Append(PlainText.OneLine(map.Subtitle)).Append('\n');
        text.Append('\n');
        for (int start = 0; start < map.Bytes.Length; start += BytesPerLine)
        {
            int end = Math.Min(start + BytesPerLine, map.Bytes.Length);
            text.Append(
                CultureInfo.InvariantCulture,
                $"{Offset(start)}  {Hex(map.Bytes.Span, start, end), -48}  {Ascii(map.Bytes.Span[start..end])}\n"
            );
        }
        return text.Append('\n').Append(TableText.Body(Fields(map))).ToString();
    }

    /// <summary>An offset as hex dumps write it.</summary>
    public static string Offset(int offset) => offset.ToString("x4", CultureInfo.InvariantCulture);

    /// <summary>Bytes in hex, with what parts each two of them.</summary>
    public static string Hex(ReadOnlySpan<byte> bytes, int start, int end)
    {
        var text = new StringBuilder();
        for (int i = start; i < end; i++)
            text.Append(i > start ? Separator(i) : "").Append(bytes[i].ToString("x2", CultureInfo.InvariantCulture));
        return text.ToString();
    }

    /// <summary>What stands before the byte at an offset: a new line, a wider or a narrow space.</summary>
    public static string Separator(int offset) =>
        (offset % BytesPerLine, offset % 8) switch
        {
            (0, _) => "\n",
            (_, 0) => "  ",
            _ => " ",
        };

    /// <summary>Bytes as characters of ASCII, others as dots.</summary>
    public static string Ascii(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        foreach (byte value in bytes)
            text.Append(value is >= 0x20 and < 0x7F ? (char)value : '·');
        return text.ToString();
    }

    private static TableView Fields(ByteMap map) =>
        new()
        {
            Title = "",
            Columns = ["bytes", "field", "value", "meaning"],
            Rows =
            [
                .. ByteMapRows
                    .Of(map.Fields)
                    .Select(row =>
                        (IReadOnlyList<string>)
                            [
                                ByteMapRows.Bytes(row.Field),
                                new string(' ', 2 * row.Depth) + row.Field.Name,
                                row.Field.Value,
                                row.Field.Meaning,
                            ]
                    ),
            ],
        };
}
