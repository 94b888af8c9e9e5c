using DtlsNotebooks.Runner.Notebooks;
using DtlsNotebooks.Runner.Results;

namespace DtlsNotebooks.Benchmarks.Kernel;

/// <summary>What a notebook takes on the disk, in bytes.</summary>
/// <param name="Blank">As it is shipped, without outputs.</param>
/// <param name="Whole">Saved with the outputs of its cells.</param>
/// <param name="Plotly">The share of the outputs that bring plotly.js.</param>
internal sealed record SavedNotebook(long Blank, long Whole, long Plotly)
{
    /// <summary>What marks the script element of plotly.js.</summary>
    private const string PlotlyMark = "data-once=\"plotly\"";

    /// <summary>Writes a notebook with its outputs as the runner does, into memory, and counts.</summary>
    /// <param name="document">The notebook.</param>
    /// <param name="cells">What its cells showed.</param>
    public static SavedNotebook Of(NotebookDocument document, IReadOnlyList<CellRun> cells)
    {
        long whole = Bytes(document, cells);
        return new SavedNotebook(
            new FileInfo(document.Path).Length,
            whole,
            whole - Bytes(document, [.. cells.Select(WithoutPlotly)])
        );
    }

    private static CellRun WithoutPlotly(CellRun cell) =>
        cell with
        {
            Outputs = [.. cell.Outputs.Where(output => !BringsPlotly(output))],
        };

    private static bool BringsPlotly(CellOutput output) =>
        output is DisplayOutput display
        && display.Data.Values.Any(form => form.Contains(PlotlyMark, StringComparison.Ordinal));

    private static long Bytes(NotebookDocument document, IReadOnlyList<CellRun> cells)
    {
        using var file = new MemoryStream();
        ExecutedNotebook.Write(new NotebookRun { Document = document, Cells = cells }, file);
        return file.Length;
    }
}
