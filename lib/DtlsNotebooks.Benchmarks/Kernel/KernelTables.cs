using System.Globalization;
using DtlsNotebooks.Benchmarks.Figures;

namespace DtlsNotebooks.Benchmarks.Kernel;

/// <summary>The tables of the notebook kernel and of the runner: a row for each chapter, and one for all.</summary>
/// <param name="report">Where they go.</param>
internal sealed class KernelTables(Report report)
{
    private const double Megabyte = 1 << 20;
    private const string All = "all: median (least–most)";

    /// <summary>Writes what the chapters took in the kernel.</summary>
    /// <param name="figures">A chapter each.</param>
    public void WriteKernel(IReadOnlyList<KernelFigures> figures)
    {
        Write(
            "**Where a student waits in the notebook kernel**, the shipped tool `dotnet-interactive` over its standard "
                + "input and output, without an editor; each chapter once, in a kernel of its own, as it is shipped. "
                + "Ready: from the start of the kernel's process to its event KernelReady. Set-up: the first code "
                + "cell, with the library built. First value: ready, set-up and the cells after it to the end of the "
                + "first that shows a value. 1+1: that sum as the first cell of another kernel, which then runs the "
                + "set-up cell as its second. Ladder: the chapter's first cell that calls `.Ladder(`, run two times in "
                + "a row, without the time that a page takes to draw it. One more kernel ran before, unmeasured, so "
                + "that the files had been read.",
            figures,
            chapter => chapter.Chapter,
            ("ready s", chapter => chapter.StartUp.TotalSeconds),
            ("set-up s", chapter => chapter.SetUp.TotalSeconds),
            ("1+1 s", chapter => chapter.Sum.TotalSeconds),
            ("set-up after it s", chapter => chapter.SetUpAfterSum.TotalSeconds),
            ("first value s", chapter => chapter.FirstValue?.TotalSeconds),
            ("ladder, first ms", chapter => chapter.FirstLadder?.TotalMilliseconds),
            ("ladder, again ms", chapter => chapter.Ladder?.TotalMilliseconds)
        );
        Write(
            "**Memory of the notebook kernel** in MB: the working sets of its process and of all that it started, "
                + "added up, so that a page that they share counts more than once. Idle: a second after KernelReady. "
                + "The first two columns are of one kernel, the others of another. Heap: of the end's what the garbage "
                + "collector holds; live: of the heap what a full collection leaves. The working sets on Linux only.",
            figures,
            chapter => chapter.Chapter,
            ("idle MB", chapter => chapter.Memory.Idle / Megabyte),
            ("after 1+1 MB", chapter => chapter.Memory.AfterSum / Megabyte),
            ("after set-up MB", chapter => chapter.Memory.AfterSetUp / Megabyte),
            ("at the end MB", chapter => chapter.Memory.AtEnd / Megabyte),
            ("heap MB", chapter => chapter.Memory.HeapAtEnd / Megabyte),
            ("live MB", chapter => chapter.Memory.LiveAtEnd / Megabyte)
        );
        Write(
            "**The notebook saved with outputs** in MB. The size is an estimate: what the kernel's events showed, "
                + "written into the notebook's own file by the runner; an editor may lay the file out otherwise. Of "
                + "it plotly.js: what the file is smaller by without the output of the cell that loads it.",
            figures,
            chapter => chapter.Chapter,
            ("as shipped MB", chapter => chapter.Saved.Blank / Megabyte),
            ("with outputs MB", chapter => chapter.Saved.Whole / Megabyte),
            ("of it plotly.js MB", chapter => chapter.Saved.Plotly / Megabyte)
        );
    }

    /// <summary>Writes what the runner held.</summary>
    /// <param name="held">A chapter each.</param>
    public void WriteRunner(IReadOnlyList<(string Chapter, RunnerMemory Memory)> held) =>
        Write(
            "**Memory of the runner** in MB, at most over a run of one chapter with its page: working sets, looked at "
                + string.Create(
                    CultureInfo.InvariantCulture,
                    $"every {RunnerMemory.Interval.TotalMilliseconds:0} ms. Worker: the process that runs the cells, "
                )
                + "and what the cells start. Together: the most at one moment, which need not be the sum of the two. "
                + "The last two on Linux only.",
            held,
            chapter => chapter.Chapter,
            ("runner MB", chapter => chapter.Memory.Runner / Megabyte),
            ("worker MB", chapter => chapter.Memory.Worker / Megabyte),
            ("together MB", chapter => chapter.Memory.Together / Megabyte)
        );

    private void Write<T>(
        string caption,
        IReadOnlyList<T> chapters,
        Func<T, string> name,
        params IReadOnlyList<(string Header, Func<T, double?> Figure)> columns
    )
    {
        var table = new MarkdownTable(caption, ["chapter", .. columns.Select(column => column.Header)]);
        foreach (T chapter in chapters)
        {
            table.Add([name(chapter), .. columns.Select(column => Text(column.Figure(chapter)))]);
        }

        table.Add([All, .. columns.Select(column => Figure.Of(Spread.Of(Known(chapters.Select(column.Figure)))))]);
        report.Add(table);
    }

    private static IEnumerable<double> Known(IEnumerable<double?> figures) =>
        figures.Where(figure => figure is not null).Select(figure => figure!.Value);

    private static string Text(double? figure) => figure is { } value ? Figure.Of(value) : Figure.None;
}
