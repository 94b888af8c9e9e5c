using System.Globalization;
using System.Text;
using DtlsNotebooks.Dissection;
using DtlsNotebooks.Pictures.Markup;

namespace DtlsNotebooks.Pictures.ByteMaps;

/// <summary>
/// A byte map as HTML and CSS without a script: a hex dump whose fields explain themselves, and a table of them.
/// </summary>
internal static class ByteMapHtml
{
    private const int OpenLevels = 1;

    /// <summary>The whole page form.</summary>
    public static string Write(ByteMap map)
    {
        IReadOnlyList<ByteRun> runs = ByteRun.Of(map);
        StringBuilder html = new StringBuilder(
            "<div class=\""
                + Html.RootClass
                + "\" data-figure=\"bytes\" role=\"group\" aria-label=\""
                + Html.Encode($"{map.Sentence} {map.Title}")
                + "\">"
        ).Append(Html.Style);
        html.Append(Html.Heading(map.Title, map.Subtitle, map.Sentence));
        AppendLegend(html, runs);
        html.Append("<div class=\"dtls-map\"><div class=\"dtls-scroll dtls-short\"><div class=\"dtls-dump\">");
        html.Append("<div class=\"dtls-hex dtls-quiet\" aria-hidden=\"true\">")
            .Append(Lines(map, (start, _) => ByteMapText.Offset(start)))
            .Append("</div>");
        html.Append("<div class=\"dtls-hex\">");
        for (int i = 0; i < runs.Count; i++)
            AppendRun(html, map, runs[i]);
        html.Append("</div><div class=\"dtls-hex dtls-quiet\" aria-hidden=\"true\">");
        html.Append(Lines(map, (start, end) => Html.Encode(ByteMapText.Ascii(map.Bytes.Span[start..end]))));
        html.Append(
            "</div></div></div><div class=\"dtls-panel\">Point at a byte, or move to it with the Tab key, to read "
                + "what it is.</div></div>"
        );
        AppendTable(html, map, runs);
        return html.Append("</div>").ToString();
    }

    private static string Lines(ByteMap map, Func<int, int, string> line)
    {
        var lines = new List<string>();
        for (int start = 0; start < map.Bytes.Length; start += ByteMapText.BytesPerLine)
            lines.Add(line(start, Math.Min(start + ByteMapText.BytesPerLine, map.Bytes.Length)));
        return string.Join('\n', lines);
    }

    private static void AppendRun(StringBuilder html, ByteMap map, ByteRun run)
    {
        if (run.Start > 0)
            html.Append(ByteMapText.Separator(run.Start));
        string hex = ByteMapText.Hex(map.Bytes.Span, run.Start, run.End);
        if (run.Field is not { } field)
        {
            html.Append("<span class=\"dtls-quiet\">").Append(hex).Append("</span>");
            return;
        }
        string faulty = field.Faulty ? " dtls-faulty" : "";
        html.Append(
            CultureInfo.InvariantCulture,
            $"<span class=\"dtls-field{faulty}\" style=\"{ByteLayer.Of(run.Path).Css}\" tabindex=\"0\" role=\"note\" "
                + $"aria-label=\"{Html.Encode(Spoken(field))}\">"
        );
        html.Append(hex).Append(Tip(run, field)).Append("</span>");
    }

    private static void AppendLegend(StringBuilder html, IReadOnlyList<ByteRun> runs)
    {
        List<ByteLayer> layers =
        [
            .. runs.Where(run => run.Path.Count > 0).Select(run => ByteLayer.Of(run.Path)).Distinct(),
        ];
        if (layers.Count < 2)
            return;
        html.Append("<div class=\"dtls-legend\">");
        foreach (ByteLayer layer in layers)
        {
            html.Append(
                CultureInfo.InvariantCulture,
                $"<span><i class=\"dtls-swatch\" style=\"{layer.Css}\"></i>{Html.Encode(layer.Name)}</span>"
            );
        }
        html.Append("</div>");
    }

    private static string Spoken(ByteField field) =>
        string.Join(
            ". ",
            new[] { field.Name, $"bytes {ByteMapRows.Bytes(field)}", field.Value, field.Meaning, field.Source }.Where(
                part => part.Length > 0
            )
        );

    private static string Tip(ByteRun run, ByteField field)
    {
        string path = string.Concat(
            run.Path.SkipLast(1).Select(parent => $"<span class=\"dtls-quiet\">{Html.Encode(parent.Name)} ▸ </span>")
        );
        string value = field.Value.Length > 0 ? $" = {Html.Encode(field.Value)}" : "";
        string bytes = field.Length == 1 ? $"byte {ByteMapRows.Bytes(field)}" : $"bytes {ByteMapRows.Bytes(field)}";
        string source = field.Source.Length > 0 ? $" · {Html.Encode(field.Source)}" : "";
        return "<span class=\"dtls-tip\" "
            + $"aria-hidden=\"true\">{path}<b>{Html.Encode(field.Name)}</b>{value}<br>{Html.Encode(field.Meaning)}<br><span "
            + ""
            + $"class=\"dtls-quiet\">{bytes}{source}</span></span>";
    }

    // Lists and messages inside the second level are folded.
    private static void AppendTable(StringBuilder html, ByteMap map, IReadOnlyList<ByteRun> runs)
    {
        var tints = new Dictionary<ByteField, string>(ReferenceEqualityComparer.Instance);
        foreach (ByteRun run in runs)
        {
            if (run.Field is { } field)
                tints.TryAdd(field, ByteLayer.Of(run.Path).Css);
        }
        html.Append("<div class=\"dtls-fields\">");
        FieldList.Append(html, map.Fields, map.Bytes, OpenLevels, field => tints.GetValueOrDefault(field));
        html.Append("</div>");
    }
}
