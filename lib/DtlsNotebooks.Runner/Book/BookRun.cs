using System.ComponentModel;
using System.Runtime.CompilerServices;
using DtlsNotebooks.Runner.Execution;
using DtlsNotebooks.Runner.Notebooks;
using DtlsNotebooks.Runner.Pictures;
using DtlsNotebooks.Runner.Reporting;
using DtlsNotebooks.Runner.Results;
using Spectre.Console;

namespace DtlsNotebooks.Runner.Book;

/// <summary>
/// Runs notebooks one after another, since they share a port and some measure, and writes the book of them. What waits
/// for nobody is done meanwhile: the next worker warms up, and the last page is written.
/// </summary>
/// <param name="folder">The repository.</param>
/// <param name="output">Where the book goes.</param>
/// <param name="console">Where progress and results are shown.</param>
internal sealed class BookRun(NotebookFolder folder, string output, IAnsiConsole console)
{
    private readonly List<NotebookRun> _runs = [];

    /// <summary>Whether each page is printed into a PDF as well, where a browser is found.</summary>
    public bool Pdf { get; init; }

    /// <summary>What became of each notebook, without what its cells showed: that stands in its page.</summary>
    public IReadOnlyList<NotebookRun> Runs => _runs;

    /// <summary>Runs the notebooks and writes the book.</summary>
    /// <param name="paths">The notebooks, in the order in which to run them.</param>
    /// <param name="options">How to run them.</param>
    /// <param name="cancellation">Stops at once.</param>
    /// <returns>True when every notebook ran to its end.</returns>
    /// <exception cref="IOException">The book could not be written.</exception>
    public async Task<bool> RunAsync(IReadOnlyList<string> paths, RunOptions options, CancellationToken cancellation)
    {
        var report = RunReport.Create(console);
        string? browser = Pdf ? Chromium.Find() : null;
        var book = new BookWriter(folder, output, paths) { WithPdf = browser is not null };
        var unreadable = new List<string>();
        await report
            .ShowAsync(paths, () => RunAllAsync(paths, options, book, report, unreadable, cancellation))
            .ConfigureAwait(false);

        book.WriteStartPage();
        RunSummary.Write(console, _runs, unreadable);
        string? printed = Pdf ? await PrintAsync(browser, paths, cancellation).ConfigureAwait(false) : null;

        // Not through the layout of the console, which would break a path at its width.
        TextWriter lines = console.Profile.Out.Writer;
        await lines.WriteLineAsync().ConfigureAwait(false);
        await lines.WriteLineAsync($"The book: {book.StartPage}").ConfigureAwait(false);
        if (printed is not null)
            await lines.WriteLineAsync(printed).ConfigureAwait(false);
        return unreadable.Count == 0 && _runs.All(run => run.Succeeded);
    }

    private async Task RunAllAsync(
        IReadOnlyList<string> paths,
        RunOptions options,
        BookWriter book,
        RunReport report,
        List<string> unreadable,
        CancellationToken cancellation
    )
    {
        var next = new NextWorker();
        await using ConfiguredAsyncDisposable ending = next.ConfigureAwait(false);
        Task writing = Task.CompletedTask;
        try
        {
            for (int i = 0; i < paths.Count; i++)
            {
                string? after = i + 1 < paths.Count ? Path.GetDirectoryName(paths[i + 1]) : null;
                NotebookRun run;
                try
                {
                    var document = NotebookDocument.Load(paths[i]);
                    run = await RunOneAsync(document, options, report, next, after, cancellation).ConfigureAwait(false);
                }
                catch (Exception e) when (e is NotebookFormatException or InvalidOperationException)
                {
                    unreadable.Add(e.Message);
                    continue;
                }

                await writing.ConfigureAwait(false);
                writing = Task.Run(() => book.WriteChapter(run), CancellationToken.None);

                // The outputs stand in the page soon: memory is for one chapter, not for all of them.
                _runs.Add(run.WithoutOutputs());
            }
        }
        finally
        {
            await writing.ConfigureAwait(false);
        }
    }

    // What belongs to the whole course is printed with it, and not with a run of a single chapter.
    private async Task<string> PrintAsync(string? browser, IReadOnlyList<string> paths, CancellationToken cancellation)
    {
        if (browser is null)
            return "No PDF: no Chromium, Chrome or Edge was found to print with.";
        var map = new BookMap(folder);
        IEnumerable<string> files = folder.All().All(paths.Contains)
            ? [.. paths, map.SyllabusFile, .. map.Texts]
            : paths;
        IEnumerable<string?> pages = files.Select(map.PageOf).Select(Path.GetFileNameWithoutExtension);
        try
        {
            int printed = await new PdfBook(new Chromium(browser), output)
                .PrintAsync(pages.OfType<string>(), cancellation)
                .ConfigureAwait(false);
            return $"{Words.Count(printed, "PDF")}: {Path.Combine(output, "pdf")}";
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            return $"No PDF: {e.Message}";
        }
    }

    private static async Task<NotebookRun> RunOneAsync(
        NotebookDocument document,
        RunOptions options,
        RunReport report,
        NextWorker next,
        string? after,
        CancellationToken cancellation
    )
    {
        report.NotebookStarted(document);
        string folder = Path.GetDirectoryName(document.Path)!;
        RunOptions reporting = options with
        {
            CellStarted = cell =>
            {
                report.CellStarted(document, cell);
                if (after is not null && cell.Number == 1)
                    next.Prepare(after, options.Bounds, cancellation);
            },
            CellEnded = cell => report.CellEnded(document, cell),
        };
        NotebookRun run = await NotebookRunner
            .RunAsync(
                document,
                folder,
                reporting,
                () => next.TakeAsync(folder, options.Bounds, cancellation),
                cancellation
            )
            .ConfigureAwait(false);
        report.NotebookEnded(run);
        return run;
    }
}
