using System.Globalization;
using System.Net;
using System.Text;
using DtlsNotebooks.Runner.Reporting;

namespace DtlsNotebooks.Runner.Book;

/// <summary>Writes the page that shows all chapters.</summary>
internal static class StartPage
{
    /// <summary>The page as HTML.</summary>
    /// <param name="title">The title of the book.</param>
    /// <param name="chapters">The chapters, in order.</param>
    /// <param name="more">The other pages of the book.</param>
    public static string Write(string title, IReadOnlyList<Chapter> chapters, IReadOnlyList<PageLink> more)
    {
        // Before the pictures, in the order in which they are first needed.
        string scripts = string.Concat(
            chapters.SelectMany(chapter => chapter.Scripts).Distinct().Select(SharedScripts.Reference)
        );
        string cards = string.Concat(chapters.Select(WriteCard));
        string seconds = Words.Seconds(TimeSpan.FromSeconds(chapters.Sum(chapter => chapter.Seconds)));
        string figures =
            $"{Words.Count(chapters.Count, "notebook")} · {Words.Count(chapters.Sum(chapter => chapter.Cells), "cell")} · ran in {seconds}";
        return Page.Write(
            title,
            "start",
            $"""
            <main>
            <header><h1>{WebUtility.HtmlEncode(title)}</h1><p>{WebUtility.HtmlEncode(figures)}</p>{Links(more)}</header>
            {scripts}
            <div class="cards">{cards}</div>
            </main>
            """
        );
    }

    private static string Links(IReadOnlyList<PageLink> more) =>
        more.Count == 0
            ? ""
            : $"<nav aria-label=\"More\">{string.Concat(more.Select(link => $"<a href=\"{WebUtility.HtmlEncode(link.Url)}\">{WebUtility.HtmlEncode(link.Text)}</a>"))}</nav>";

    private static string WriteCard(Chapter chapter)
    {
        string picture =
            chapter.Picture.Length > 0
                ? "<div class=\"picture\" inert aria-hidden=\"true\"><div "
                    + $"class=\"scaled\">{chapter.Picture}</div></div>"
                : "<div class=\"picture blank\" "
                    + $"aria-hidden=\"true\">{WebUtility.HtmlEncode(chapter.Name.Split('-')[0])}</div>";
        string time = Words.Seconds(TimeSpan.FromSeconds(chapter.Seconds));
        StringBuilder card = new StringBuilder("<article class=\"card\">")
            .Append(picture)
            .Append("<div class=\"words\">");
        card.Append(
            CultureInfo.InvariantCulture,
            $"<h2><a href=\"{WebUtility.HtmlEncode(chapter.Page)}\">{WebUtility.HtmlEncode(chapter.Title)}</a></h2>"
        );
        card.Append("<div class=\"lead\">").Append(chapter.Lead).Append("</div>");
        card.Append(
            CultureInfo.InvariantCulture,
            $"<p class=\"figures\"><span class=\"{(chapter.Succeeded ? "good" : "bad")}\">{WebUtility.HtmlEncode(chapter.Outcome)}</span> · {Words.Count(chapter.Cells, "cell")} · {time}</p>"
        );
        return card.Append("</div></article>").ToString();
    }
}
