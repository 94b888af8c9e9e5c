using System.Globalization;
using System.Text.RegularExpressions;
using Markdig.Extensions.Tables;
using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace DtlsNotebooks.Runner.Book;

/// <summary>The errata: every row of a table whose first column is headed "Section".</summary>
internal static partial class Errata
{
    /// <summary>Reads the rows and gives each its fragment.</summary>
    /// <param name="document">The text of the errata.</param>
    public static IReadOnlyList<Erratum> Mark(MarkdownDocument document)
    {
        var errata = new List<Erratum>();
        foreach (TableRow row in document.Descendants<Table>().Where(HasSections).SelectMany(MarkdownTables.Body))
        {
            string where = MarkdownTables.Text(row, 0);
            string id = string.Create(CultureInfo.InvariantCulture, $"erratum-{errata.Count + 1}");
            row.GetAttributes().Id = id;
            IReadOnlyList<string> figures = NumberedPlaces.FiguresIn(where);
            string rest = NumberedPlaces.WithoutFigures(where);
            errata.Add(new Erratum(id, SectionsIn(rest), figures));
        }

        return errata;
    }

    /// <summary>
    /// The errata of a section: those that name it, and those that name no section but a figure that stands there.
    /// </summary>
    /// <param name="errata">All errata.</param>
    /// <param name="place">The section.</param>
    /// <param name="isHome">Whether a figure has its place there, and not elsewhere.</param>
    public static IReadOnlyList<Erratum> Of(
        IEnumerable<Erratum> errata,
        NumberedPlace place,
        Func<string, bool> isHome
    ) =>
        [
            .. errata.Where(erratum =>
                place.Number.Length > 0
                && (
                    erratum.Sections.Contains(place.Number)
                    || (erratum.Sections.Count == 0 && erratum.Figures.Any(isHome))
                )
            ),
        ];

    // "2.1.7.1 to 2.1.7.4" names four.
    private static IReadOnlyList<string> SectionsIn(string text) =>
        [
            .. Section()
                .Matches(text)
                .SelectMany(match => NumberedPlaces.Row(match.Groups["from"].Value, match.Groups["to"].Value)),
        ];

    private static bool HasSections(Table table) => MarkdownTables.Column(table, "Section") == 0;

    [GeneratedRegex(
        @"(?<![\w.])(?<from>\d{1,3}(?:\.\d{1,3})+)(?:(?: to |\s?–\s?)(?<to>\d{1,3}(?:\.\d{1,3})+))?(?!\w|\.\d)"
    )]
    private static partial Regex Section();
}
