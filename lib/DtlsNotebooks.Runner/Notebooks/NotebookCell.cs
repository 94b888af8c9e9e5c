namespace DtlsNotebooks.Runner.Notebooks;

/// <summary>One cell of a notebook, as it stands in the source file.</summary>
internal sealed record NotebookCell
{
    /// <summary>What stands among the tags (nbformat 4, <c>metadata.tags</c>) of a cell that measures.</summary>
    public const string MeasuresTag = "measures";

    /// <summary>The cell's id (nbformat 4.5), or an empty string if the file gives none.</summary>
    public required string Id { get; init; }

    /// <summary>Place among all cells, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>
    /// Place among the code cells, from 1: the number that stands in brackets after "Run All". 0 for prose.
    /// </summary>
    public required int Number { get; init; }

    /// <summary>Prose or code.</summary>
    public required CellKind Kind { get; init; }

    /// <summary>The text, lines joined by <c>\n</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The nearest heading above the cell (or in it), without its <c>#</c>.</summary>
    public required string Heading { get; init; }

    /// <summary>
    /// Whether it measures: it has the tag <see cref="MeasuresTag"/>, so nothing else should run on the machine
    /// meanwhile.
    /// </summary>
    public bool Measures { get; init; }

    /// <summary>
    /// How the cell is named in a message: "code cell 3" or "text cell" with its place among all cells.
    /// </summary>
    public string Name =>
        Kind == CellKind.Code ? $"code cell {Number}" : $"text cell (number {Index + 1} of all cells)";
}
