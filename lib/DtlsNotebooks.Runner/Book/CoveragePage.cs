using System.Globalization;
using System.Net;
using System.Text;
using DtlsNotebooks.Runner.Reporting;

namespace DtlsNotebooks.Runner.Book;

/// <summary>
/// Writes the page that lists every numbered section and figure, and where each stands: in which notebook, in which
/// program, and what the errata say of it. It is made from the notebooks, the programs and the errata alone.
/// </summary>
/// <param name="chapters">The chapters, in order.</param>
/// <param name="programs">The programs that a student takes home.</param>
/// <param name="errata">The errata.</param>
/// <param name="errataPage">The file name of their page; null where the book has none.</param>
internal sealed class CoveragePage(
    IReadOnlyList<Chapter> chapters,
    IReadOnlyList<TakeHomeProgram> programs,
    IReadOnlyList<Erratum> errata,
    string? errataPage
)
{
    /// <summary>Its file name.</summary>
    public const string File = "coverage.html";

    /// <summary>What links call it.</summary>
    public const string Title = "Sections and figures";

    /// <summary>The page as HTML; empty where no chapter has a numbered section or figure.</summary>
    /// <param name="frame">Writes what stands around it.</param>
    public string Write(Frame frame)
    {
        var numbered = chapters.Where(chapter => chapter.Places.Count > 0).ToList();
        if (numbered.Count == 0)
            return "";
        var places = numbered.SelectMany(chapter => chapter.Places).ToList();
        var sections = places.Select(place => place.Number).Where(number => number.Length > 0).Distinct().ToList();
        var figures = places.SelectMany(place => place.Figures).Distinct().ToList();
        string made = errata.Count > 0 ? "the notebooks, the programs and the errata" : "the notebooks";
        return frame.Write(
            Title,
            $"""
            <section class="prose wide coverage">
            <h1>{Title}</h1>
            <p>{Words.Count(sections.Count, "section")} and {Words.Count(figures.Count, "figure")} in {Words.Count(
                numbered.Count,
                "notebook"
            )}. This page is made from {made}: each heading that has a number, each figure that a heading or the text under it names, each program whose comments name the section, and each correction of it.</p>
            <p>{Missing(sections, figures)}</p>
            {string.Concat(numbered.Select(WriteChapter))}
            <h2 id="figures">Figure by figure</h2>
            {Figures(numbered)}
            </section>
            """,
            [.. numbered.Select(Heading), new PageHeading(2, "figures", "Figure by figure")]
        );
    }

    private static PageHeading Heading(Chapter chapter) => new(2, "in-" + chapter.Name, chapter.Title);

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

    private string WriteChapter(Chapter chapter)
    {
        var rows = new StringBuilder();
        foreach (NumberedPlace place in chapter.Places)
        {
            rows.Append(
                CultureInfo.InvariantCulture,
                $"<tr><td>{place.Number}</td><td>{Link(chapter, place, place.Title)}</td><td>{string.Join(", ", place.Figures)}</td>"
            );
            rows.Append(
                CultureInfo.InvariantCulture,
                $"<td>{string.Join(", ", ProgramsOf(place))}</td><td>{ErrataOf(place)}</td></tr>"
            );
        }

        return $"""
            <h2 id="in-{WebUtility.HtmlEncode(chapter.Name)}"><a href="{WebUtility.HtmlEncode(
                chapter.Page
            )}">{WebUtility.HtmlEncode(chapter.Title)}</a></h2>
            <div class="table"><table><thead><tr><th>Section</th><th>Heading</th><th>Figures named there</th><th>Programs</th><th>Errata</th></tr></thead><tbody>{rows}</tbody></table></div>
            """;
    }

    private IEnumerable<string> ProgramsOf(NumberedPlace place) =>
        from program in programs
        let line = place.Number.Length > 0 ? program.LineOf(place.Number) : 0
        where line > 0
        select string.Create(
            CultureInfo.InvariantCulture,
            $"<a href=\"{program.Page}#L{line}\">{WebUtility.HtmlEncode(program.FileName)}</a>"
        );

    private string ErrataOf(NumberedPlace place)
    {
        IReadOnlyList<Erratum> found = Errata.Of(errata, place, figure => Home(figure) == place);
        return found.Count == 0 || errataPage is null
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $"<a href=\"{errataPage}#{found[0].Id}\">{found.Count}</a>");
    }

    // The section that a figure belongs to: where a heading with a number names it, or else the text under one.
    private NumberedPlace? Home(string figure)
    {
        var naming = chapters
            .SelectMany(chapter => chapter.Places)
            .Where(place => place.Number.Length > 0 && place.Figures.Contains(figure))
            .ToList();
        return naming.Find(place => NumberedPlaces.FiguresIn(place.Title).Contains(figure)) ?? naming.FirstOrDefault();
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
