using System.Net;
using System.Text;
using DtlsNotebooks.Runner.Notebooks;

namespace DtlsNotebooks.Runner.Book;

/// <summary>Writes the README of the notebooks' folder as a page of the book.</summary>
internal sealed class SyllabusPage
{
    /// <summary>Its file name.</summary>
    public const string File = "syllabus.html";

    private readonly string _html;

    /// <summary>Reads the README.</summary>
    /// <param name="readme">The file.</param>
    /// <param name="links">Knows where links lead.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public SyllabusPage(string readme, PageLinks links)
    {
        string text = System.IO.File.ReadAllText(readme);
        using var highlighter = new CodeHighlighter(
            new NotebookDocument
            {
                Path = readme,
                Text = "",
                Cells = [],
            }
        );
        var prose = new ProseWriter(highlighter, links);
        _html = prose.Write(text);
        Headings = prose.Headings;
    }

    /// <summary>Its title.</summary>
    public string Title => Headings.Count > 0 ? Headings[0].Text : "Syllabus";

    /// <summary>Its headings.</summary>
    public IReadOnlyList<PageHeading> Headings { get; }

    /// <summary>The page as HTML.</summary>
    public string Write()
    {
        var contents = new StringBuilder();
        foreach (PageHeading? heading in Headings.Where(heading => heading.Level == 2))
        {
            contents
                .Append("<li class=\"level2\"><a href=\"#")
                .Append(heading.Id)
                .Append("\">")
                .Append(WebUtility.HtmlEncode(heading.Text))
                .Append("</a></li>");
        }

        return Page.Write(
            Title,
            "chapter",
            $"""
            <header class="bar"><nav aria-label="Chapters"><a class="home" href="index.html">All chapters</a></nav></header>
            <div class="layout">
            <aside class="side">{(
                contents.Length > 0 ? $"<nav aria-label=\"Contents\"><p>Contents</p><ul>{contents}</ul></nav>" : ""
            )}</aside>
            <main><section class="prose">{_html}</section></main>
            </div>
            """
        );
    }
}
