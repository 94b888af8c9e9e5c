using System.Globalization;
using DtlsNotebooks.Pictures.Markup;

namespace DtlsNotebooks.Pictures.Ladders;

/// <summary>A ladder in box-drawing characters, one line a datagram, in 100 columns.</summary>
internal static class LadderText
{
    private const int Columns = 100;
    private const int MostLines = 400;

    /// <summary>The whole text form.</summary>
    public static string Write(LadderDiagram diagram, LadderLayout layout)
    {
        IEnumerable<string> heading = new[] { diagram.Title, diagram.Sentence, diagram.Subtitle }.Where(line =>
            line.Length > 0
        );
        return $"{string.Join('\n', heading.SelectMany(line => PlainText.Wrap(line, Columns)))}\n\n{Body(diagram, layout)}";
    }

    /// <summary>The text form without title and subtitle.</summary>
    public static string Body(LadderDiagram diagram, LadderLayout layout)
    {
        var canvas = new LadderCanvas(diagram, layout, Columns);
        var lines = new List<string> { canvas.Names() };
        var silences = layout.Silences.ToDictionary(silence => silence.BeforeIndex);
        var bands = layout.Bands.ToDictionary(band => band.First, band => band.Name);
        foreach (LadderRow? row in layout.Rows.Take(MostLines))
        {
            if (silences.TryGetValue(row.Index, out LadderSilence? silence))
                lines.AddRange(canvas.Silence(silence.Text));
            lines.AddRange(canvas.Row(row, bands.GetValueOrDefault(row.Index, "")));
        }
        if (Missing(layout, MostLines) is { Length: > 0 } missing)
            lines.Add(missing);
        return string.Join('\n', lines.Select(line => line.TrimEnd()));
    }

    /// <summary>One sentence about datagrams that are not shown; empty when all are.</summary>
    public static string Missing(LadderLayout layout, int most)
    {
        int missing = layout.LeftOut + Math.Max(0, layout.Rows.Count - most);
        return missing == 0
            ? ""
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{missing} more datagrams are not shown here: show a part of the capture to see them."
            );
    }

    /// <summary>What is after the label: size and note.</summary>
    public static string Size(LadderMessage message) =>
        message.Note.Length == 0 ? $"{message.Bytes} B" : $"{message.Bytes} B · {PlainText.OneLine(message.Note)}";

    /// <summary>When an overtaken datagram arrived.</summary>
    public static string Arrival(LadderRow row) => LadderLayout.Milliseconds(row.Message.Delivered ?? default, 1);
}
