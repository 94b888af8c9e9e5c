using DtlsNotebooks.Benchmarks.Figures;
using DtlsNotebooks.Runner.Notebooks;

namespace DtlsNotebooks.Benchmarks.Kernel;

/// <summary>
/// Where a student waits, and what memory and disk it takes: each chapter in the notebook kernel, then in the runner.
/// </summary>
/// <param name="report">Where the tables go.</param>
/// <param name="root">The repository.</param>
/// <param name="smoke">The first chapter only; in the kernel its first ten cells.</param>
internal sealed class KernelPart(Report report, string root, bool smoke)
{
    private const int SmokeCells = 10;

    private readonly KernelTables _tables = new(report);

    /// <summary>Measures.</summary>
    /// <exception cref="InvalidOperationException">There are no notebooks here.</exception>
    public async Task RunAsync()
    {
        report.Heading("Chapters in the notebook kernel");
        NotebookFolder folder =
            NotebookFolder.Find(root)
            ?? throw new InvalidOperationException("The notebooks were not found: run this inside the repository.");
        IReadOnlyList<string> chapters = [.. smoke ? folder.All().Take(1) : folder.All()];
        if (await KernelTool.RestoreAsync().ConfigureAwait(false) is { } reason)
        {
            report.Say(
                $"The notebook kernel was skipped: its tool cannot be restored here ({FirstLine(reason).TrimEnd('.')})."
            );
        }
        else
        {
            await MeasureKernelAsync(chapters).ConfigureAwait(false);
        }

        await MeasureRunnerAsync(folder.Root, chapters).ConfigureAwait(false);
    }

    private async Task MeasureKernelAsync(IReadOnlyList<string> chapters)
    {
        int most = smoke ? SmokeCells : int.MaxValue;
        var figures = new List<KernelFigures>();
        foreach (string chapter in chapters)
        {
            var document = NotebookDocument.Load(chapter);
            await Console.Error.WriteLineAsync($"  kernel: {document.Name}").ConfigureAwait(false);
            var measured = new KernelChapter(document, most);
            try
            {
                if (chapter == chapters[0])
                {
                    await measured.WarmUpAsync().ConfigureAwait(false);
                }

                figures.Add(await measured.MeasureAsync().ConfigureAwait(false));
            }
            catch (Exception e) when (e is InvalidOperationException or TimeoutException)
            {
                report.Say(
                    $"The chapter {document.Name} did not run to its end in the kernel, so it is left out: "
                        + FirstLine(e.Message)
                );
            }
        }

        if (figures.Count > 0)
        {
            _tables.WriteKernel(figures);
        }
    }

    private async Task MeasureRunnerAsync(string repository, IReadOnlyList<string> chapters)
    {
        var held = new List<(string Chapter, RunnerMemory Memory)>();
        string output = Directory.CreateTempSubdirectory("dtls-notebooks-book-").FullName;
        try
        {
            foreach (string chapter in chapters)
            {
                string name = Path.GetFileNameWithoutExtension(chapter);
                await Console.Error.WriteLineAsync($"  runner: {name}").ConfigureAwait(false);
                if (await RunnerMemory.MeasureAsync(repository, chapter, output).ConfigureAwait(false) is { } memory)
                {
                    held.Add((name, memory));
                }
                else
                {
                    report.Say(
                        $"The chapter {name} did not run to its end in the runner, so its memory is left out: run it "
                            + "with the runner to see why."
                    );
                }
            }
        }
        finally
        {
            Directory.Delete(output, recursive: true);
        }

        if (held.Count > 0)
        {
            _tables.WriteRunner(held);
        }
    }

    private static string FirstLine(string text) => text.Split('\n')[0].TrimEnd();
}
