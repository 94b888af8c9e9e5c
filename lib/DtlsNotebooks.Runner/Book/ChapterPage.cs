using System.Net;
using DtlsNotebooks.Runner.Reporting;
using DtlsNotebooks.Runner.Results;

namespace DtlsNotebooks.Runner.Book;

/// <summary>Writes the page of one executed notebook.</summary>
/// <param name="run">What became of the notebook.</param>
/// <param name="body">Writes its cells.</param>
/// <param name="prose">Wrote its prose, and so knows its headings.</param>
/// <param name="frame">Writes what stands around them.</param>
internal sealed class ChapterPage(NotebookRun run, ChapterBody body, ProseWriter prose, Frame frame)
{
    /// <summary>The page as HTML.</summary>
    /// <param name="previous">The chapter before it; null for none.</param>
    /// <param name="next">The chapter after it; null for none.</param>
    /// <param name="take">What belongs to the chapter besides its page: the notebook, programs, a PDF.</param>
    public string Write(PageLink? previous, PageLink? next, IReadOnlyList<PageLink> take)
    {
        string cells = body.Write();
        return frame.Write(
            run.Document.Title,
            $"{Take(take)}\n{Refusals()}\n{cells}",
            prose.Headings,
            Frame.Around(previous, next)
        );
    }

    private static string Take(IReadOnlyList<PageLink> take) =>
        take.Count == 0
            ? ""
            : $"<nav class=\"take\" aria-label=\"What belongs to this chapter\"><span>Take along:</span>{string.Concat(take.Select(Link))}</nav>";

    // A notebook would show as text in a browser; it runs in the folder of the course.
    private static string Link(PageLink link)
    {
        string download = link.Url.EndsWith(".ipynb", StringComparison.Ordinal)
            ? $" download title=\"In the folder of the course: {WebUtility.HtmlEncode(link.Url)}\""
            : "";
        return $"<a href=\"{WebUtility.HtmlEncode(link.Url)}\"{download}>{WebUtility.HtmlEncode(link.Text)}</a>";
    }

    private string Refusals()
    {
        if (run.Refusals.Count == 0)
            return "";
        IEnumerable<string> items = run.Refusals.Select(refusal =>
            $"<li>{WebUtility.HtmlEncode($"{Words.Place(Path.GetFileName(run.Document.Path), refusal.Cell, refusal.Heading, refusal.Line)}: {refusal.Reason}")}</li>"
        );
        return "<div class=\"output error\" role=\"alert\"><p><strong>This notebook was not "
            + $"run.</strong></p><ul>{string.Concat(items)}</ul></div>";
    }
}
