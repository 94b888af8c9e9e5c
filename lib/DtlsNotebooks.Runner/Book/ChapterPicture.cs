using System.Text.RegularExpressions;
using DtlsNotebooks.Runner.Results;

namespace DtlsNotebooks.Runner.Book;

/// <summary>Chooses the picture that stands for a chapter.</summary>
internal static partial class ChapterPicture
{
    /// <summary>The id of the cell whose picture is preferred.</summary>
    public const string CoverId = "cover";

    /// <summary>
    /// The first output that is a figure, of the cell <see cref="CoverId"/> if there is one; or null.
    /// </summary>
    /// <param name="run">What the notebook showed.</param>
    public static string? Find(NotebookRun run) =>
        run
            .Cells.OrderByDescending(cell => cell.Id == CoverId)
            .ThenBy(cell => cell.Number)
            .SelectMany(cell => cell.Displayed("text/html"))
            .FirstOrDefault(html => Figure().IsMatch(html));

    [GeneratedRegex(@"<\w[^>]*\sdata-figure\b")]
    private static partial Regex Figure();
}
