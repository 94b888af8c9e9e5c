using System.Globalization;
using DtlsNotebooks.Benchmarks.Figures;
using DtlsNotebooks.Runner.Execution;
using DtlsNotebooks.Runner.Notebooks;
using DtlsNotebooks.Runner.Results;

namespace DtlsNotebooks.Benchmarks.Chapters;

/// <summary>How long the runner takes over each chapter and its page, and over a notebook without cells.</summary>
/// <param name="report">Where the table goes.</param>
/// <param name="root">The repository.</param>
/// <param name="smoke">The first chapter only, once.</param>
internal sealed class ChapterPart(Report report, string root, bool smoke)
{
    private const string EmptyNotebook = """
        {"cells":[{"cell_type":"code","execution_count":null,"metadata":{},"outputs":[],"source":["1"]}],"metadata":{"kernelspec":{"display_name":".NET (C#)","language":"C#","name":".net-csharp"},"language_info":{"name":"csharp"}},"nbformat":4,"nbformat_minor":5}
        """;

    private readonly int _rounds = smoke ? 1 : 2;

    /// <summary>Measures.</summary>
    /// <exception cref="InvalidOperationException">There are no notebooks here.</exception>
    public async Task RunAsync()
    {
        report.Heading("Chapters in the runner");
        NotebookFolder folder =
            NotebookFolder.Find(root)
            ?? throw new InvalidOperationException("The notebooks were not found: run this inside the repository.");
        string temporary = Directory.CreateTempSubdirectory("dtls-notebooks-empty-").FullName;
        try
        {
            string empty = Path.Combine(temporary, "empty.ipynb");
            await File.WriteAllTextAsync(empty, EmptyNotebook).ConfigureAwait(false);
            IReadOnlyList<NotebookRun> runs = await WriteTableAsync(empty, smoke ? folder.All().Take(1) : folder.All())
                .ConfigureAwait(false);
            if (runs.Count > 0)
            {
                await new BookTable(report, folder, _rounds + 1).WriteAsync(runs).ConfigureAwait(false);
            }
        }
        finally
        {
            Directory.Delete(temporary, recursive: true);
        }
    }

    // Gives the last run of each chapter that ran to its end.
    private async Task<IReadOnlyList<NotebookRun>> WriteTableAsync(string empty, IEnumerable<string> chapters)
    {
        var last = new List<NotebookRun>();
        var table = new MarkdownTable(
            "**A chapter in the runner**, in seconds, each in a process of its own as the runner has it; median "
                + $"(least–most) of {_rounds.ToString(CultureInfo.InvariantCulture)}. Start-up is what a notebook "
                + "takes whose only cell is the number 1. The last column is the share of start-up, compilation and "
                + "loading in a chapter: what is left when the time inside its cells is taken away.",
            "chapter",
            "s",
            "cells",
            "in the cells s",
            "start-up s",
            "outside the cells %"
        );
        Spread startUp = Spread.Of(
            (await RunAsync(empty).ConfigureAwait(false)).Select(run => run.Elapsed.TotalSeconds)
        )!;
        foreach (string chapter in chapters)
        {
            IReadOnlyList<NotebookRun> runs = await RunAsync(chapter).ConfigureAwait(false);
            string name = Path.GetFileNameWithoutExtension(chapter);
            if (runs.SelectMany(run => run.Cells).FirstOrDefault(cell => cell.Error is not null) is not null)
            {
                report.Say(
                    $"The chapter {name} did not run to its end, so its time is left out: run it with the runner "
                        + "to see why."
                );
                continue;
            }

            last.Add(runs[^1]);
            table.Add(
                name,
                Figure.Of(Spread.Of(runs.Select(run => run.Elapsed.TotalSeconds))),
                runs[0].Cells.Count.ToString(CultureInfo.InvariantCulture),
                Figure.Of(Spread.Of(runs.Select(InCells))),
                Figure.Of(startUp.Median),
                Figure.Of(Spread.Of(runs.Select(run => 100 * (1 - (InCells(run) / run.Elapsed.TotalSeconds))))!.Median)
            );
        }

        report.Add(table);
        return last;
    }

    private static double InCells(NotebookRun run) => run.Cells.Sum(cell => cell.Elapsed.TotalSeconds);

    private async Task<IReadOnlyList<NotebookRun>> RunAsync(string path)
    {
        var runs = new List<NotebookRun>();
        for (int i = 0; i < _rounds; i++)
        {
            var document = NotebookDocument.Load(path);
            runs.Add(
                await NotebookRunner
                    .RunAsync(document, Path.GetDirectoryName(path)!, new RunOptions(), CancellationToken.None)
                    .ConfigureAwait(false)
            );
        }

        return runs;
    }
}
