using System.Globalization;
using System.Net;
using System.Text;
using DtlsNotebooks.Runner.Reporting;

namespace DtlsNotebooks.Runner.Book;

/// <summary>
/// Writes the page that lists every numbered section and figure, and where each stands. It is made from the notebooks
/// alone.
/// </summary>
internal static class CoveragePage
{
    /// <summary>Its file name.</summary>
    public const string File = "coverage.html";

    /// <summary>What links call it.</summary>
    public const string Title = "Sections and figures";

    /// <summary>The page as HTML; empty where no chapter has a numbered section or figure.</summary>
    /// <param name="chapters">The chapters, in order.</param>
    public static string Write(IReadOnlyList<Chapter> chapters)
    {
        var numbered = chapters.Where(chapter => chapter.Places.Count > 0).ToList();
        if (numbered.Count == 0)
        {
            return "";
        }

        var places = numbered.SelectMany(chapter => chapter.Places).ToList();
        var sections = places.Select(place => place.Number).Where(number => number.Length > 0).Distinct().ToList();
        var figures = places.SelectMany(place => place.Figures).Distinct().ToList();
        return Page.Write(
            Title,
            "chapter",
            $"""
            <header class="bar"><nav aria-label="Chapters"><a class="home" href="index.html">All chapters</a></nav></header>
            <div class="layout"><aside class="side"></aside><main><section class="prose coverage">
            <h1>{Title}</h1>
            <p>{Words.Count(sections.Count, "section")} and {Words.Count(figures.Count, "figure")} in {Words.Count(
                numbered.Count,
                "notebook"
            )}. This page is made from the notebooks: each heading that has a number, and each figure that a heading or the text under it names.</p>
            <p>{Missing(sections, figures)}</p>
            {string.Concat(numbered.Select(WriteChapter))}
            <h2 id="figures">Figure by figure</h2>
            {Figures(numbered)}
            </section></main></div>
            """
        );
    }

    private static string Missing(IReadOnlyList<string> sections, IReadOnlyList<string> figures)
    {
        var missing = NumberedPlaces
            .Gaps(sections)
            .Select(number => $"section {number}")
            .Concat(NumberedPlaces.Gaps(figures).Select(number => $"figure {number}"))
            .ToList();
        return missing.Count == 0
            ? "No number is left out between the first and the last of any row."
            : $"<strong>Left out:</strong> {string.Join(", ", missing)}.";
    }

    private static string WriteChapter(Chapter chapter)
    {
        var rows = new StringBuilder();
        foreach (NumberedPlace place in chapter.Places)
        {
            rows.Append(
                CultureInfo.InvariantCulture,
                $"<tr><td>{place.Number}</td><td>{Link(chapter, place, place.Title)}</td><td>{string.Join(", ", place.Figures)}</td></tr>"
            );
        }

        return $"""
            <h2><a href="{WebUtility.HtmlEncode(chapter.Page)}">{WebUtility.HtmlEncode(chapter.Title)}</a></h2>
            <div class="table"><table><thead><tr><th>Section</th><th>Heading</th><th>Figures named there</th></tr></thead><tbody>{rows}</tbody></table></div>
            """;
    }

    private static string Figures(IReadOnlyList<Chapter> chapters)
    {
        IOrderedEnumerable<IGrouping<string, (string figure, Chapter chapter, NumberedPlace place)>> named = chapters
            .SelectMany(chapter =>
                chapter.Places.SelectMany(place => place.Figures.Select(figure => (figure, chapter, place)))
            )
            .GroupBy(mention => mention.figure)
            .OrderBy(mentions => mentions.Key, new NumberOrder());
        IEnumerable<string> rows = named.Select(mentions =>
            $"<tr><td>{mentions.Key}</td><td>{string.Join("; ", mentions.Select(mention => Link(mention.chapter, mention.place, Name(mention.place))))}</td></tr>"
        );
        return "<div class=\"table\"><table><thead><tr><th>Figure</th><th>Where it is "
            + $"named</th></tr></thead><tbody>{string.Concat(rows)}</tbody></table></div>";
    }

    private static string Name(NumberedPlace place) => place.Number.Length > 0 ? place.Number : place.Title;

    private static string Link(Chapter chapter, NumberedPlace place, string text) =>
        "<a "
        + $"href=\"{WebUtility.HtmlEncode(chapter.Page)}#{WebUtility.HtmlEncode(place.Id)}\">{WebUtility.HtmlEncode(text)}</a>";
}
