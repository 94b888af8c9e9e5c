using DtlsNotebooks.Runner.Notebooks;
using Markdig.Syntax;

namespace DtlsNotebooks.Runner.Book;

/// <summary>Writes a Markdown file of the repository as a page of the book.</summary>
internal sealed class MarkdownPage
{
    private readonly string _html;
    private readonly string _name;

    /// <summary>Reads the file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="map">Knows the pages of the book.</param>
    /// <param name="mark">Gives parts of the text their fragments before it is written; null for none.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public MarkdownPage(string file, BookMap map, Action<MarkdownDocument>? mark = null)
    {
        using var highlighter = new CodeHighlighter(
            new NotebookDocument
            {
                Path = file,
                Text = "",
                Cells = [],
            }
        );
        _name = Path.GetFileNameWithoutExtension(file);
        File = map.PageOf(file) ?? _name + ".html";
        var prose = new ProseWriter(highlighter, new PageLinks(Path.GetDirectoryName(file)!, map));
        MarkdownDocument document = ProseWriter.Parse(System.IO.File.ReadAllText(file));
        mark?.Invoke(document);
        _html = prose.Write(document);
        Headings = prose.Headings;
        Sections = prose.Words.Sections;
    }

    /// <summary>The file name of the page.</summary>
    public string File { get; }

    /// <summary>Its title.</summary>
    public string Title => Headings.Count > 0 ? Headings[0].Text : _name;

    /// <summary>Its headings.</summary>
    public IReadOnlyList<PageHeading> Headings { get; }

    /// <summary>Its words, for the search.</summary>
    public IReadOnlyList<SearchSection> Sections { get; }

    /// <summary>The page as HTML.</summary>
    /// <param name="frame">Writes what stands around it.</param>
    public string Write(Frame frame) =>
        frame.Write(Title, $"<section class=\"prose wide\">{_html}</section>", Headings);
}
