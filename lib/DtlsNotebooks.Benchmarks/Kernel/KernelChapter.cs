using System.Globalization;
using DtlsNotebooks.Runner.Notebooks;
using DtlsNotebooks.Runner.Results;

namespace DtlsNotebooks.Benchmarks.Kernel;

/// <summary>Runs one chapter in the notebook kernel, as a student finds it, and measures.</summary>
/// <param name="document">The chapter.</param>
/// <param name="most">So many of its code cells are run.</param>
internal sealed class KernelChapter(NotebookDocument document, int most)
{
    private const string Sum = "1+1";
    private const string LadderCall = ".Ladder(";
    private const string Heap = "Console.Write(GC.GetGCMemoryInfo().TotalCommittedBytes)";
    private const string Live = "Console.Write(GC.GetTotalMemory(forceFullCollection: true))";

    /// <summary>So long the kernel does nothing before its idle memory is looked at.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    private readonly string _folder = Path.GetDirectoryName(document.Path)!;
    private readonly NotebookCell[] _cells = [.. document.CodeCells.Take(most)];

    /// <summary>
    /// Runs the cells up to the first that shows a value and measures nothing: then the library is built, and the files
    /// have been read from the disk.
    /// </summary>
    /// <exception cref="InvalidOperationException">A cell failed, or the kernel ended.</exception>
    /// <exception cref="TimeoutException">The kernel or a cell took minutes.</exception>
    public async Task WarmUpAsync()
    {
        await using KernelTool tool = await StartAsync().ConfigureAwait(false);
        foreach (NotebookCell cell in _cells)
        {
            if ((await RunAsync(tool, cell.Name, cell.Source).ConfigureAwait(false)).ShowsValue)
            {
                return;
            }
        }
    }

    /// <summary>Measures.</summary>
    /// <exception cref="InvalidOperationException">A cell failed, or the kernel ended.</exception>
    /// <exception cref="TimeoutException">The kernel or a cell took minutes.</exception>
    public async Task<KernelFigures> MeasureAsync()
    {
        SumKernel first = await MeasureSumAsync().ConfigureAwait(false);
        // A kernel of its own, which gets its first cell at once: one that has done a sum knows its compiler already.
        await using KernelTool tool = await StartAsync().ConfigureAwait(false);
        var runs = new List<CellRun>();
        TimeSpan waited = tool.StartUp;
        TimeSpan? setUp = null;
        TimeSpan? firstValue = null;
        TimeSpan? firstLadder = null;
        TimeSpan? ladder = null;
        long? afterSetUp = null;
        foreach (NotebookCell cell in _cells)
        {
            KernelCell run = await RunAsync(tool, cell.Name, cell.Source).ConfigureAwait(false);
            waited += run.Elapsed;
            firstValue ??= run.ShowsValue ? waited : null;
            if (setUp is null)
            {
                setUp = run.Elapsed;
                afterSetUp = tool.Memory;
            }

            if (ladder is null && cell.Source.Contains(LadderCall, StringComparison.Ordinal))
            {
                firstLadder = run.Elapsed;
                run = await RunAsync(tool, cell.Name, cell.Source).ConfigureAwait(false);
                ladder = run.Elapsed;
            }

            runs.Add(Kept(cell, run));
        }

        long? atEnd = tool.Memory;
        long heap = await ReadAsync(tool, Heap).ConfigureAwait(false);
        long live = await ReadAsync(tool, Live).ConfigureAwait(false);
        return new KernelFigures(
            document.Name,
            tool.StartUp,
            first.Sum,
            setUp ?? throw new InvalidOperationException("The chapter has no code cell."),
            first.SetUp,
            firstValue,
            firstLadder,
            ladder,
            new KernelMemory(first.Idle, first.AfterSum, afterSetUp, atEnd, heap, live),
            SavedNotebook.Of(document, runs)
        );
    }

    private async Task<SumKernel> MeasureSumAsync()
    {
        await using KernelTool tool = await StartAsync().ConfigureAwait(false);
        await Task.Delay(Quiet).ConfigureAwait(false);
        long? idle = tool.Memory;
        KernelCell sum = await RunAsync(tool, $"the cell {Sum}", Sum).ConfigureAwait(false);
        long? afterSum = tool.Memory;
        KernelCell setUp = await RunAsync(tool, _cells[0].Name, _cells[0].Source).ConfigureAwait(false);
        return new SumKernel(idle, sum.Elapsed, afterSum, setUp.Elapsed);
    }

    // What a cell writes that writes one number.
    private static async Task<long> ReadAsync(KernelTool tool, string code)
    {
        KernelCell run = await RunAsync(tool, $"the cell {code}", code).ConfigureAwait(false);
        string text = run.Outputs.OfType<StreamOutput>().Single().Text;
        return long.Parse(text, CultureInfo.InvariantCulture);
    }

    private Task<KernelTool> StartAsync() => KernelTool.StartAsync(_folder, null, CancellationToken.None);

    private static async Task<KernelCell> RunAsync(KernelTool tool, string name, string code)
    {
        KernelCell run = await tool.RunAsync(code, CancellationToken.None).ConfigureAwait(false);
        return run.Failure is null ? run : throw new InvalidOperationException($"{name} failed: {run.Failure}");
    }

    private static CellRun Kept(NotebookCell cell, KernelCell run) =>
        new()
        {
            Id = cell.Id,
            Index = cell.Index,
            Number = cell.Number,
            Heading = cell.Heading,
            WasRun = true,
            Outputs = run.Outputs,
            Elapsed = run.Elapsed,
        };

    private sealed record SumKernel(long? Idle, TimeSpan Sum, long? AfterSum, TimeSpan SetUp);
}
