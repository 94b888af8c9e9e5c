using System.Globalization;
using System.Net;
using System.Text;

namespace DtlsNotebooks.Runner.Book;

/// <summary>
/// Writes the start page for a student: what this is, for whom, how to begin, and the chapters. What its makers want to
/// know stands on a page of its own.
/// </summary>
/// <param name="title">The title of the book.</param>
/// <param name="frame">Writes the bar.</param>
internal sealed class StartPage(string title, Frame frame)
{
    /// <summary>The page as HTML.</summary>
    /// <param name="lead">What the book is, as HTML; may be empty.</param>
    /// <param name="beginning">What the syllabus says to whoever begins, as pieces of HTML.</param>
    /// <param name="chapters">The chapters, in order, each with its minutes.</param>
    /// <param name="more">Further pages.</param>
    public string Write(
        string lead,
        IReadOnlyList<string> beginning,
        IReadOnlyList<(Chapter Chapter, int? Minutes)> chapters,
        IReadOnlyList<PageLink> more
    )
    {
        // Before the pictures, in the order in which they are first needed.
        string scripts = string.Concat(
            chapters.SelectMany(entry => entry.Chapter.Scripts).Distinct().Select(SharedScripts.Reference)
        );
        string pieces = string.Concat(beginning.Select(piece => $"<section>{piece}</section>"));
        return Page.Write(
            title,
            "start",
            $"""
            {frame.Bar()}
            <main id="content">
            <header class="hero"><h1>{WebUtility.HtmlEncode(title)}</h1><div class="what">{lead}</div>{Begin(
                chapters
            )}</header>
            {(pieces.Length > 0 ? $"<h2 id=\"start\">{SyllabusText.Beginning}</h2><div class=\"beginning prose\">{pieces}</div>" : "")}
            {scripts}
            <h2 id="chapters">The chapters</h2>
            <div class="cards">{string.Concat(chapters.Select(entry => WriteCard(entry.Chapter, entry.Minutes)))}</div>
            {Links(more)}
            </main>
            {Frame.Script}
            """,
            title
        );
    }

    private static string Begin(IReadOnlyList<(Chapter Chapter, int? Minutes)> chapters) =>
        chapters.Count == 0
            ? ""
            : $"<p class=\"begin\"><a href=\"{WebUtility.HtmlEncode(chapters[0].Chapter.Page)}\">Begin: {WebUtility.HtmlEncode(chapters[0].Chapter.Title)} <span aria-hidden=\"true\">→</span></a></p>";

    private static string Links(IReadOnlyList<PageLink> more) =>
        more.Count == 0
            ? ""
            : $"<nav class=\"more\" aria-label=\"More\">{string.Concat(more.Select(link => $"<a href=\"{WebUtility.HtmlEncode(link.Url)}\">{WebUtility.HtmlEncode(link.Text)}</a>"))}</nav>";

    private static string WriteCard(Chapter chapter, int? minutes)
    {
        string picture =
            chapter.Picture.Length > 0
                ? "<div class=\"picture\" inert aria-hidden=\"true\"><div "
                    + $"class=\"scaled\">{chapter.Picture}</div></div>"
                : "<div class=\"picture blank\" "
                    + $"aria-hidden=\"true\">{WebUtility.HtmlEncode(chapter.Name.Split('-')[0])}</div>";
        StringBuilder card = new StringBuilder("<article class=\"card\">")
            .Append(picture)
            .Append("<div class=\"words\">");
        card.Append(
            CultureInfo.InvariantCulture,
            $"<h3><a href=\"{WebUtility.HtmlEncode(chapter.Page)}\">{WebUtility.HtmlEncode(chapter.Title)}</a></h3>"
        );
        card.Append("<div class=\"lead\">").Append(chapter.Lead).Append("</div>");
        if (minutes is not null)
            card.Append(CultureInfo.InvariantCulture, $"<p class=\"figures\">{minutes} minutes</p>");
        if (!chapter.Succeeded)
        {
            card.Append(
                $"<p class=\"figures\"><a class=\"bad\" href=\"{RunPage.File}\">This chapter did not run as it should</a></p>"
            );
        }

        return card.Append("</div></article>").ToString();
    }
}
