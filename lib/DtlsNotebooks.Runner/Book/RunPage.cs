using System.Globalization;
using System.Net;
using DtlsNotebooks.Runner.Reporting;

namespace DtlsNotebooks.Runner.Book;

/// <summary>Writes the page for whoever looks after the course: what ran, how long it took, and what became of it.</summary>
internal static class RunPage
{
    /// <summary>Its file name.</summary>
    public const string File = "run.html";

    /// <summary>What links call it.</summary>
    public const string Title = "How this book was made";

    /// <summary>The page as HTML.</summary>
    /// <param name="chapters">The chapters, in order.</param>
    /// <param name="frame">Writes what stands around it.</param>
    public static string Write(IReadOnlyList<Chapter> chapters, Frame frame)
    {
        IEnumerable<string> rows = chapters.Select(chapter =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"<tr><td><a href=\"{WebUtility.HtmlEncode(chapter.Page)}\">{WebUtility.HtmlEncode(chapter.Title)}</a></td><td class=\"right\">{chapter.Cells}</td><td class=\"right\">{Time(chapter.Seconds)}</td><td class=\"{(chapter.Succeeded ? "good" : "bad")}\">{WebUtility.HtmlEncode(chapter.Outcome)}</td></tr>"
            )
        );
        string figures =
            $"{Words.Count(chapters.Count, "notebook")} · {Words.Count(chapters.Sum(chapter => chapter.Cells), "cell")} · ran in {Time(chapters.Sum(chapter => chapter.Seconds))} on .NET {Environment.Version.ToString(2)}";
        return frame.Write(
            Title,
            $"""
            <section class="prose wide"><h1>{Title}</h1>
            <p>{WebUtility.HtmlEncode(
                figures
            )}. Every output in this book is that of a run; the notebooks with their outputs are in <code>executed/</code> beside this page.</p>
            <div class="table"><table><thead><tr><th>Chapter</th><th class="right">Cells</th><th class="right">Time</th><th>Result</th></tr></thead><tbody>{string.Concat(
                rows
            )}</tbody></table></div></section>
            """,
            []
        );
    }

    private static string Time(double seconds) => Words.Seconds(TimeSpan.FromSeconds(seconds));
}
