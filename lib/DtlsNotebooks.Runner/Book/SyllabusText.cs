using System.Globalization;
using Markdig.Extensions.Tables;
using Markdig.Syntax;

namespace DtlsNotebooks.Runner.Book;

/// <summary>What the syllabus tells of the whole course: what it says to whoever begins, and the minutes of chapters.</summary>
internal sealed class SyllabusText
{
    /// <summary>The heading of the part that the start page shows.</summary>
    public const string Beginning = "Start here";

    private readonly MarkdownDocument _document;

    /// <summary>Reads the syllabus.</summary>
    /// <param name="markdown">Its text; empty where there is none.</param>
    public SyllabusText(string markdown) => _document = ProseWriter.Parse(markdown);

    /// <summary>
    /// The part for whoever begins, without its heading, as pieces that each begin with a heading; none where the
    /// syllabus has no such part.
    /// </summary>
    public IReadOnlyList<MarkdownDocument> Start()
    {
        var pieces = new List<MarkdownDocument>();
        bool inside = false;
        foreach (Block block in _document.ToList())
        {
            if (block is HeadingBlock { Level: <= 2 } heading)
            {
                inside = ProseText.Of(heading.Inline).Equals(Beginning, StringComparison.OrdinalIgnoreCase);
                continue;
            }

            if (!inside)
                continue;
            if (block is HeadingBlock || pieces.Count == 0)
                pieces.Add([]);
            _document.Remove(block);
            pieces[^1].Add(block);
        }

        return pieces;
    }

    /// <summary>The minutes of a chapter, from the column "Minutes" of the table that links to its notebook; or null.</summary>
    /// <param name="notebook">The notebook's name.</param>
    public int? MinutesOf(string notebook)
    {
        foreach (Table table in _document.Descendants<Table>())
        {
            int column = MarkdownTables.Column(table, "Minutes");
            TableRow? row =
                column < 0
                    ? null
                    : MarkdownTables
                        .Body(table)
                        .FirstOrDefault(row => MarkdownTables.Link(row, 0)?.Url == notebook + ".ipynb");
            if (
                row is not null
                && int.TryParse(MarkdownTables.Text(row, column), CultureInfo.InvariantCulture, out int minutes)
            )
            {
                return minutes;
            }
        }

        return null;
    }
}
