using System.Globalization;
using DtlsNotebooks.Pictures.Markup;

namespace DtlsNotebooks.Pictures.Tables;

/// <summary>A table as text.</summary>
internal static class TableText
{
    private const int Columns = 100;
    private const int Narrowest = 8;
    private const int MostRows = 400;

    /// <summary>The table with its title.</summary>
    public static string Write(TableView table) =>
        table.Title.Length == 0 ? Body(table) : $"{PlainText.OneLine(table.Title)}\n\n{Body(table)}";

    /// <summary>
    /// The table without its title: as wide as its cells need, cells shortened where that is over 100 columns.
    /// </summary>
    public static string Body(TableView table)
    {
        var rows = table.Rows.Take(MostRows).Select(row => Cells(row, table.Columns.Count)).ToList();
        int[] widths = Widths(table.Columns, rows);
        var lines = new List<string>
        {
            Line(table, Cells(table.Columns, widths.Length), widths),
            string.Join("  ", widths.Select(width => new string('─', width))),
        };
        lines.AddRange(rows.Select(row => Line(table, row, widths)));
        if (table.Rows.Count > MostRows)
        {
            lines.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{table.Rows.Count - MostRows} more rows are not shown here."
                )
            );
        }

        return string.Join('\n', lines);
    }

    private static string[] Cells(IReadOnlyList<string> row, int count) =>
        [.. Enumerable.Range(0, count).Select(i => i < row.Count ? PlainText.OneLine(row[i]) : "")];

    private static int[] Widths(IReadOnlyList<string> names, List<string[]> rows)
    {
        int[] widths = new int[names.Count];
        for (int i = 0; i < widths.Length; i++)
            widths[i] = rows.Select(row => PlainText.Columns(row[i])).Append(PlainText.Columns(names[i])).Max();
        while (widths.Sum() + (2 * (widths.Length - 1)) > Columns && widths.Max() > Narrowest)
            widths[Array.IndexOf(widths, widths.Max())]--;
        return widths;
    }

    private static string Line(TableView table, string[] cells, int[] widths) =>
        string.Join(
                "  ",
                cells.Select(
                    (cell, i) =>
                        Cell(PlainText.Fit(cell, widths[i]), widths[i], table.RightAligned.ElementAtOrDefault(i))
                )
            )
            .TrimEnd();

    private static string Cell(string text, int width, bool right) =>
        right ? PlainText.PadStart(text, width) : PlainText.PadEnd(text, width);
}
