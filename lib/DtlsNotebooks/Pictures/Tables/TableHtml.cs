using System.Globalization;
using System.Text;
using DtlsNotebooks.Pictures.Markup;

namespace DtlsNotebooks.Pictures.Tables;

/// <summary>A table as HTML.</summary>
internal static class TableHtml
{
    private const int RowsInView = 40;

    /// <summary>The table with its title.</summary>
    public static string Write(TableView table)
    {
        StringBuilder html = new StringBuilder("<div class=\"dtls\">").Append(Html.Style);
        if (table.Title.Length > 0)
            html.Append(Html.Heading(table.Title, ""));
        html.Append(
            CultureInfo.InvariantCulture,
            $"<div class=\"dtls-scroll{(table.Rows.Count > RowsInView ? " dtls-tall" : "")}\" tabindex=\"0\" role=\"region\" aria-label=\"{Html.Encode(table.Title)}\"><table class=\"dtls-table\"><thead><tr>"
        );
        for (int i = 0; i < table.Columns.Count; i++)
        {
            html.Append(
                CultureInfo.InvariantCulture,
                $"<th scope=\"col\"{Align(table, i)}>{Html.Encode(table.Columns[i])}</th>"
            );
        }

        html.Append("</tr></thead><tbody>");
        foreach (IReadOnlyList<string> row in table.Rows)
        {
            html.Append("<tr>");
            for (int i = 0; i < table.Columns.Count; i++)
            {
                html.Append(
                    CultureInfo.InvariantCulture,
                    $"<td{Align(table, i)}>{Html.Encode(i < row.Count ? row[i] : "")}</td>"
                );
            }

            html.Append("</tr>");
        }
        return html.Append("</tbody></table></div></div>").ToString();
    }

    private static string Align(TableView table, int column) =>
        table.RightAligned.ElementAtOrDefault(column) ? " class=\"dtls-right\"" : "";
}
