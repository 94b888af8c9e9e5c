using DtlsNotebooks.Runner.Notebooks;
using DtlsNotebooks.Runner.Results;

namespace DtlsNotebooks.Tests.Runner;

/// <summary>The run of a notebook of which no cell was executed, for tests of the book.</summary>
internal static class UnrunNotebook
{
    /// <summary>Every cell shows the same; nothing, and it was not run, where nothing is given.</summary>
    internal static NotebookRun RunOf(NotebookDocument document, params CellOutput[] outputs) =>
        new()
        {
            Document = document,
            Cells =
            [
                .. document.CodeCells.Select(cell => new CellRun
                {
                    Id = cell.Id,
                    Index = cell.Index,
                    Number = cell.Number,
                    Heading = cell.Heading,
                    WasRun = outputs.Length > 0,
                    Outputs = outputs,
                }),
            ],
        };
}
