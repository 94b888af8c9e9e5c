using System.Collections.Concurrent;
using System.ComponentModel;
using DtlsNotebooks.Runner.Execution;
using DtlsNotebooks.Runner.Notebooks;
using DtlsNotebooks.Runner.Pictures;
using DtlsNotebooks.Runner.Reporting;
using DtlsNotebooks.Runner.Results;
using Spectre.Console;

namespace DtlsNotebooks.Runner.Book;

/// <summary>
/// Runs notebooks side by side, as far as there are processors, and writes the book of them. Each has a port of its own;
/// a cell that measures runs while nothing else does (<see cref="QuietPlaces"/>).
/// </summary>
/// <param name="folder">The repository.</param>
/// <param name="output">Where the book goes.</param>
/// <param name="console">Where progress and results are shown.</param>
internal sealed class BookRun(NotebookFolder folder, string output, IAnsiConsole console)
{
    private const int MostSideBySide = 4;

    private readonly Lock _pages = new();

    /// <summary>
    /// How many notebooks run at the same time if nobody says: one a processor, and no more than four, as each takes
    /// some hundred MB.
    /// </summary>
    public static int UsualSideBySide => Math.Min(Environment.ProcessorCount, MostSideBySide);

    /// <summary>How many notebooks run at the same time, at least 1.</summary>
    public int SideBySide { get; init; } = UsualSideBySide;

    /// <summary>Whether each page is printed into a PDF as well, where a browser is found.</summary>
    public bool Pdf { get; init; }

    /// <summary>What became of each notebook, without what its cells showed: that stands in its page.</summary>
    public IReadOnlyList<NotebookRun> Runs { get; private set; } = [];

    /// <summary>Runs the notebooks and writes the book.</summary>
    /// <param name="paths">
    /// The notebooks, in the order in which they stand in the book. One at a time they run in it too; side by side the
    /// longest begin right behind the first.
    /// </param>
    /// <param name="options">How to run them.</param>
    /// <param name="cancellation">Stops at once.</param>
    /// <returns>True when every notebook ran to its end.</returns>
    /// <exception cref="IOException">The book could not be written.</exception>
    public async Task<bool> RunAsync(IReadOnlyList<string> paths, RunOptions options, CancellationToken cancellation)
    {
        var report = RunReport.Create(console);
        string? browser = Pdf ? Chromium.Find() : null;
        var book = new BookWriter(folder, output, paths) { WithPdf = browser is not null };
        var results = new Result[paths.Count];
        await report
            .ShowAsync(paths, () => RunAllAsync(paths, options, book, report, results, cancellation))
            .ConfigureAwait(false);

        book.WriteStartPage();
        Runs = [.. results.Select(result => result.Run).OfType<NotebookRun>()];
        List<string> unreadable = [.. results.Select(result => result.Complaint).OfType<string>()];
        RunSummary.Write(console, Runs, unreadable);
        string? printed = Pdf ? await PrintAsync(browser, paths, cancellation).ConfigureAwait(false) : null;

        // Not through the layout of the console, which would break a path at its width.
        TextWriter lines = console.Profile.Out.Writer;
        await lines.WriteLineAsync().ConfigureAwait(false);
        await lines.WriteLineAsync($"The book: {book.StartPage}").ConfigureAwait(false);
        if (printed is not null)
            await lines.WriteLineAsync(printed).ConfigureAwait(false);
        return unreadable.Count == 0 && Runs.All(run => run.Succeeded);
    }

    private async Task RunAllAsync(
        IReadOnlyList<string> paths,
        RunOptions options,
        BookWriter book,
        RunReport report,
        Result[] results,
        CancellationToken cancellation
    )
    {
        int sideBySide = Math.Clamp(SideBySide, 1, Math.Max(1, paths.Count));
        var places = new QuietPlaces(sideBySide);
        var waiting = new ConcurrentQueue<int>(Order(paths, sideBySide));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await Task.WhenAll(Enumerable.Range(0, sideBySide).Select(RunLaneAsync)).ConfigureAwait(false);

        async Task RunLaneAsync(int lane)
        {
            RunOptions own = options with { Places = places, Port = LessonPorts.Usual + lane };
            try
            {
                while (waiting.TryDequeue(out int i))
                {
                    results[i] = await RunOneAsync(paths[i], own, places, book, report, stop.Token)
                        .ConfigureAwait(false);
                }
            }
            catch
            {
                await stop.CancelAsync().ConfigureAwait(false);
                throw;
            }
        }
    }

    // The first is what somebody watches. Of the others the longest begin, so that none is left to run alone at the end.
    private static IEnumerable<int> Order(IReadOnlyList<string> paths, int sideBySide)
    {
        IEnumerable<int> asNamed = Enumerable.Range(0, paths.Count);
        return sideBySide == 1 ? asNamed : asNamed.OrderBy(i => i > 0).ThenByDescending(i => Length(paths[i]));
    }

    private static long Length(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;

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

    private async Task<Result> RunOneAsync(
        string path,
        RunOptions options,
        QuietPlaces places,
        BookWriter book,
        RunReport report,
        CancellationToken cancellation
    )
    {
        NotebookDocument document;
        try
        {
            document = NotebookDocument.Load(path);
        }
        catch (NotebookFormatException e)
        {
            return new Result(null, e.Message);
        }

        report.NotebookStarted(document);
        RunOptions reporting = options with
        {
            CellStarted = cell => report.CellStarted(document, cell),
            CellEnded = cell => report.CellEnded(document, cell),
        };
        NotebookRun run;
        try
        {
            run = await NotebookRunner
                .RunAsync(document, Path.GetDirectoryName(document.Path)!, reporting, cancellation)
                .ConfigureAwait(false);
        }
        catch (InvalidOperationException e)
        {
            report.NotebookFailed(document);
            return new Result(null, e.Message);
        }

        report.NotebookEnded(run);
        using (await places.TakeAsync(alone: false, cancellation).ConfigureAwait(false))
        {
            lock (_pages)
                book.WriteChapter(run);
        }

        // The outputs stand in the page now: memory is for the chapters that run, not for all of them.
        return new Result(run.WithoutOutputs(), null);
    }

    /// <summary>What became of a notebook, or why there is nothing to tell.</summary>
    private readonly record struct Result(NotebookRun? Run, string? Complaint);
}
