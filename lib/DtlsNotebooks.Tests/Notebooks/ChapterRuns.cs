using System.Collections.Concurrent;
using DtlsNotebooks.Runner.Execution;
using DtlsNotebooks.Runner.Notebooks;
using DtlsNotebooks.Runner.Results;

namespace DtlsNotebooks.Tests.Notebooks;

/// <summary>Runs of the chapters that more than one test looks at. Such tests run one after another: they share a port.</summary>
[CollectionDefinition(Name)]
public static class ChapterRuns
{
    /// <summary>The collection of the tests that run chapters.</summary>
    public const string Name = "Chapters";

    private const int Kept = 1000;

    private static readonly ConcurrentDictionary<string, Lazy<Task<NotebookRun>>> SolvedTwice = new();

    /// <summary>A chapter with its exercises solved, each cell run two times; only the beginning of each long output is kept.</summary>
    /// <param name="notebook">The file's name.</param>
    internal static Task<NotebookRun> SolvedTwiceAsync(string notebook) =>
        SolvedTwice
            .GetOrAdd(
                notebook,
                name => new(async () => Shorten(await RunAsync(name, new RunOptions { Solve = true, Twice = true })))
            )
            .Value;

    /// <summary>Runs a chapter.</summary>
    /// <param name="notebook">The file's name.</param>
    /// <param name="options">How.</param>
    internal static Task<NotebookRun> RunAsync(string notebook, RunOptions options) =>
        NotebookRunner.RunAsync(
            NotebookDocument.Load(Path.Combine(Repository.Notebooks, notebook)),
            Repository.Notebooks,
            options,
            TestContext.Current.CancellationToken
        );

    private static NotebookRun Shorten(NotebookRun run) =>
        run with
        {
            Cells = [.. run.Cells.Select(cell => cell with { Outputs = [.. cell.Outputs.Select(Shorten)] })],
        };

    private static CellOutput Shorten(CellOutput output) =>
        output is DisplayOutput display
            ? display with
            {
                Data = display.Data.ToDictionary(
                    form => form.Key,
                    form => form.Value.Length > Kept ? form.Value[..Kept] : form.Value
                ),
            }
            : output;
}
