using DtlsNotebooks.Runner.Book;
using DtlsNotebooks.Runner.Notebooks;

namespace DtlsNotebooks.Tests.Notebooks;

/// <summary>The prose of a chapter, as the book writes it.</summary>
internal sealed class ChapterSections
{
    private readonly Dictionary<string, string> _texts = [];

    private ChapterSections(IReadOnlyList<NumberedPlace> places) => Places = places;

    /// <summary>The numbered sections and figures that the book finds.</summary>
    public IReadOnlyList<NumberedPlace> Places { get; }

    /// <summary>What stands under a heading, up to the next one; null where no heading has that fragment.</summary>
    public string? Under(string fragment) => _texts.GetValueOrDefault(fragment);

    /// <summary>Reads a chapter.</summary>
    public static ChapterSections Of(string notebook)
    {
        var document = NotebookDocument.Load(Path.Combine(Repository.Notebooks, notebook));
        using var highlighter = new CodeHighlighter(document);
        var map = new BookMap(NotebookFolder.Find(Repository.Notebooks)!);
        var prose = new ProseWriter(highlighter, new PageLinks(Repository.Notebooks, map));
        var lines = document
            .Cells.Where(cell => cell.Kind == CellKind.Markdown)
            .SelectMany(cell =>
            {
                prose.Write(cell.Source);
                return cell.Source.Split('\n').Append("");
            })
            .ToList();
        var sections = new ChapterSections(prose.Places);
        IEnumerator<PageHeading> headings = prose.Headings.GetEnumerator();
        (string? fragment, bool fenced) = ("", false);
        foreach (string? line in lines)
        {
            fenced ^= line.StartsWith("```", StringComparison.Ordinal);
            if (!fenced && line.StartsWith('#') && headings.MoveNext())
                fragment = headings.Current.Id;
            sections._texts[fragment] = sections._texts.GetValueOrDefault(fragment, "") + line + "\n";
        }
        return sections;
    }
}
