using System.Globalization;
using System.Net;
using System.Text;

namespace DtlsNotebooks.Runner.Book;

/// <summary>What stands around the content of every page: the bar at its head, the contents, the links at its end.</summary>
/// <param name="book">The title of the book.</param>
internal sealed class Frame(string book)
{
    // Both need the script, and are hidden where it does not run.
    private const string Tools = """
        <span class="tools"><button type="button" class="search" aria-haspopup="dialog" aria-keyshortcuts="/"><svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true"><path d="M7 2a5 5 0 1 0 0 10A5 5 0 0 0 7 2Zm3.6 8.6L14 14" fill="none" stroke="currentColor" stroke-width="1.7" stroke-linecap="round"/></svg> Search <kbd aria-hidden="true">/</kbd></button><button type="button" class="theme"><svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true"><circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="1.5"/><path d="M8 2a6 6 0 0 1 0 12Z" fill="currentColor"/></svg> <span>Dark</span></button></span>
        """;

    /// <summary>A whole page with the bar and, where there are headings, the contents at its side.</summary>
    /// <param name="title">Its title, as text.</param>
    /// <param name="main">Its content, as HTML.</param>
    /// <param name="contents">The headings to list.</param>
    /// <param name="after">What follows the content, as HTML.</param>
    public string Write(string title, string main, IEnumerable<PageHeading> contents, string after = "")
    {
        string list = Contents(contents);
        string side = list.Length > 0 ? $"<nav aria-label=\"Contents\"><p>Contents</p>{list}</nav>" : "";
        string fold = list.Length > 0 ? $"<details class=\"toc\"><summary>Contents</summary>{list}</details>" : "";
        return Page.Write(
            title,
            "chapter",
            $"""
            {Bar()}
            <div class="layout{(list.Length > 0 ? "" : " plain")}">
            <aside class="side">{side}</aside>
            <main id="content">
            {fold}
            {main}
            </main>
            </div>
            {after}
            {Script}
            """,
            book
        );
    }

    /// <summary>The bar at the head of a page.</summary>
    public string Bar() =>
        $"""
            <a class="skip" href="#content">Skip to the text</a>
            <header class="bar"><nav aria-label="Book"><a class="home" href="{BookMap.Start}">{WebUtility.HtmlEncode(
                book
            )}</a>{Tools}</nav></header>
            """;

    /// <summary>The links to the pages before and after.</summary>
    /// <param name="previous">The page before; null for none.</param>
    /// <param name="next">The page after; null for none.</param>
    public static string Around(PageLink? previous, PageLink? next)
    {
        if (previous is null && next is null)
            return "";
        return $"<footer class=\"around\"><nav aria-label=\"Chapters\">{Link(previous, "prev", "Before")}{Link(next, "next", "Next")}</nav></footer>";
    }

    /// <summary>The element that loads the script of all pages.</summary>
    public static string Script => $"<script src=\"assets/{Page.Script}\"></script>";

    private static string Link(PageLink? page, string relation, string word) =>
        page is null
            ? ""
            : $"<a rel=\"{relation}\" href=\"{WebUtility.HtmlEncode(page.Url)}\"><small>{word}</small>{WebUtility.HtmlEncode(page.Text)}</a>";

    private static string Contents(IEnumerable<PageHeading> headings)
    {
        var list = new StringBuilder();
        foreach (PageHeading heading in headings.Where(heading => heading.Level is 2 or 3))
        {
            list.Append(
                CultureInfo.InvariantCulture,
                $"<li class=\"level{heading.Level}\"><a "
                    + $"href=\"#{heading.Id}\">{WebUtility.HtmlEncode(heading.Text)}</a></li>"
            );
        }

        return list.Length == 0 ? "" : $"<ul>{list}</ul>";
    }
}
