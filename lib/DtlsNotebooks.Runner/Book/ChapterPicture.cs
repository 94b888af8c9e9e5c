using System.Text.RegularExpressions;
using DtlsNotebooks.Runner.Execution;

namespace DtlsNotebooks.Runner.Book;

/// <summary>Chooses the picture that stands for a chapter.</summary>
internal static partial class ChapterPicture
{
    /// <summary>The tag of a cell whose picture is preferred.</summary>
    public const string Tag = "cover";

    /// <summary>The first output that is a figure, from a cell tagged <see cref="Tag"/> if there is one; or null.</summary>
    /// <param name="run">What the notebook showed.</param>
    public static string? Find(NotebookRun run) =>
        run.Cells.OrderByDescending(cell => run.Document.Cells[cell.Index].Tags.Contains(Tag)).ThenBy(cell => cell.Number)
            .SelectMany(cell => cell.Displayed("text/html")).FirstOrDefault(html => Figure().IsMatch(html));

    [GeneratedRegex(@"<\w[^>]*\sdata-figure\b")]
    private static partial Regex Figure();
}
