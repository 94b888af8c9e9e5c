using System.Globalization;
using DtlsNotebooks.Benchmarks.CommandLine;
using DtlsNotebooks.Benchmarks.Figures;
using DtlsNotebooks.Runner.Book;
using DtlsNotebooks.Runner.Notebooks;
using DtlsNotebooks.Runner.Results;

namespace DtlsNotebooks.Benchmarks.Chapters;

/// <summary>
/// How long the book's pages take, without the cells: beside nbconvert, which makes a page of the same executed
/// notebook.
/// </summary>
/// <param name="report">Where the table goes.</param>
/// <param name="folder">The repository.</param>
/// <param name="count">How many rounds.</param>
internal sealed class BookTable(Report report, NotebookFolder folder, int count)
{
    private const string Nbconvert = "jupyter-nbconvert";
    private const string Rest = "all else of the book";
    private const string Page = " page";
    private const string Peer = " nbconvert";

    /// <summary>Measures.</summary>
    /// <param name="runs">The chapters, with what their cells showed.</param>
    /// <exception cref="IOException">A page could not be written.</exception>
    public async Task WriteAsync(IReadOnlyList<NotebookRun> runs)
    {
        var nbconvert = ForeignProgram.Find(Nbconvert);
        if (nbconvert is null)
        {
            report.Say(
                $"{Nbconvert} was skipped: it was not found on the search path (Debian: apt-get install "
                    + "jupyter-nbconvert)."
            );
        }

        string output = Directory.CreateTempSubdirectory("dtls-notebooks-book-").FullName;
        try
        {
            var book = new BookWriter(folder, output, runs.Select(run => run.Document.Path));
            TimeSpan first = Timed.Once(() => book.WriteChapter(runs[0]));
            var rounds = new Rounds();
            for (int i = 0; i < count; i++)
            {
                foreach (NotebookRun run in runs)
                {
                    string name = run.Document.Name;
                    rounds.Add(name + Page, Timed.Once(() => book.WriteChapter(run)).TotalSeconds);
                    rounds.Add(
                        name + Peer,
                        nbconvert is null ? null : await ConvertAsync(nbconvert, output, name).ConfigureAwait(false)
                    );
                }

                rounds.Add(Rest + Page, Timed.Once(book.WriteStartPage).TotalSeconds);
            }

            report.Add(Table(runs, output, first, rounds));
        }
        finally
        {
            Directory.Delete(output, recursive: true);
        }
    }

    private MarkdownTable Table(IReadOnlyList<NotebookRun> runs, string output, TimeSpan first, Rounds rounds)
    {
        var table = new MarkdownTable(
            "**A chapter's page in the book**, in seconds, without running its cells; median (least–most) of "
                + $"{count.ToString(CultureInfo.InvariantCulture)}, by turns. {Nbconvert} makes a page of the same "
                + "executed notebook, as a process of its own with its start. ×: how many times as long it takes, in "
                + $"the same round, more is better. The first page of a process takes {Figure.Of(first.TotalSeconds)} "
                + "s: the compiler that colours the code is compiled then.",
            "page",
            "s",
            "MB",
            "nbconvert s",
            "×"
        );
        foreach (string name in runs.Select(run => run.Document.Name))
        {
            var page = new FileInfo(Path.Combine(output, BookMap.PageOfChapter(name)));
            table.Add(
                name,
                Figure.Of(rounds.Of(name + Page)),
                Figure.Of(page.Length / 1e6),
                Figure.Of(rounds.Of(name + Peer)),
                Figure.Of(rounds.Ratio(name + Peer, name + Page))
            );
        }

        table.Add(Rest, Figure.Of(rounds.Of(Rest + Page)), Figure.None, Figure.None, Figure.None);
        return table;
    }

    private static async Task<double> ConvertAsync(ForeignProgram nbconvert, string output, string name)
    {
        string executed = Path.Combine(output, "executed", name + ".ipynb");
        string to = Path.Combine(output, "nbconvert");
        (_, TimeSpan elapsed) = await nbconvert
            .RunAsync(["--to", "html", "--log-level", "ERROR", "--output-dir", to, executed])
            .ConfigureAwait(false);
        return elapsed.TotalSeconds;
    }
}
