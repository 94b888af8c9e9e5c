using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace DtlsNotebooks.Runner.Book;

/// <summary>Reads the tables of a Markdown text.</summary>
internal static class MarkdownTables
{
    /// <summary>The tables under a heading, up to the next heading of its level or a higher one.</summary>
    /// <param name="document">The text.</param>
    /// <param name="heading">The words of the heading.</param>
    public static IEnumerable<Table> Under(MarkdownDocument document, string heading)
    {
        int level = 0;
        foreach (Block block in document)
        {
            if (block is HeadingBlock found && (level == 0 || found.Level <= level))
            {
                bool here = ProseText.Of(found.Inline).Equals(heading, StringComparison.OrdinalIgnoreCase);
                level = here ? found.Level : 0;
            }
            else if (level > 0 && block is Table table)
            {
                yield return table;
            }
        }
    }

    /// <summary>The rows of a table below its head.</summary>
    public static IEnumerable<TableRow> Body(Table table) => table.OfType<TableRow>().Where(row => !row.IsHeader);

    /// <summary>The number of the column with that head, from 0; -1 where there is none.</summary>
    public static int Column(Table table, string head)
    {
        TableRow? top = table.OfType<TableRow>().FirstOrDefault(row => row.IsHeader);
        return top?.ToList().FindIndex(cell => Text(cell).Equals(head, StringComparison.OrdinalIgnoreCase)) ?? -1;
    }

    /// <summary>The words of a cell; empty where the row has no such cell.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The number of the column, from 0.</param>
    public static string Text(TableRow row, int column) => column >= 0 && column < row.Count ? Text(row[column]) : "";

    /// <summary>The first link in a row from a column on; null where there is none.</summary>
    public static LinkInline? Link(TableRow row, int column) =>
        row.Skip(Math.Max(column, 0)).SelectMany(cell => cell.Descendants<LinkInline>()).FirstOrDefault();

    private static string Text(Block cell) =>
        string.Join(' ', cell.Descendants().OfType<LeafBlock>().Select(block => ProseText.Of(block.Inline))).Trim();
}
