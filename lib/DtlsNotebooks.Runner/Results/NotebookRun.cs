using DtlsNotebooks.Runner.Checks;
using DtlsNotebooks.Runner.Notebooks;

namespace DtlsNotebooks.Runner.Results;

/// <summary>What became of one notebook.</summary>
internal sealed record NotebookRun
{
    /// <summary>The notebook as it was run.</summary>
    public required NotebookDocument Document { get; init; }

    /// <summary>One entry for each code cell, in order.</summary>
    public required IReadOnlyList<CellRun> Cells { get; init; }

    /// <summary>Whether somebody has worked in it: predictions are typed, or it was saved with outputs.</summary>
    public bool IsEdited { get; init; }

    /// <summary>Why the notebook was not run at all; empty for a notebook that was.</summary>
    public IReadOnlyList<Refusal> Refusals { get; init; } = [];

    /// <summary>
    /// Exercises whose unedited cell passes, or whose solution does not; empty when all is as it should be.
    /// </summary>
    public IReadOnlyList<Refusal> ExerciseFaults { get; init; } = [];

    /// <summary>Remarks that belong to no cell.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>From the start of the process to the end of the last cell.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>The cell that failed, or null.</summary>
    public CellRun? Failed => Cells.FirstOrDefault(cell => cell.Error is not null);

    /// <summary>True when every cell ran, none failed, and the exercises are as they should be.</summary>
    public bool Succeeded =>
        Refusals.Count == 0 && ExerciseFaults.Count == 0 && Cells.All(cell => cell.WasRun && cell.Error is null);

    /// <summary>The same run without what its cells showed: what is left when its page has been written.</summary>
    public NotebookRun WithoutOutputs() => this with { Cells = [.. Cells.Select(cell => cell with { Outputs = [] })] };

    /// <summary>The result of the cell with an id.</summary>
    /// <param name="id">The cell's id.</param>
    /// <exception cref="ArgumentException">No code cell has that id.</exception>
    public CellRun Cell(string id) =>
        Cells.FirstOrDefault(cell => cell.Id == id)
        ?? throw new ArgumentException($"{Document.Name} has no code cell with the id \"{id}\".", nameof(id));
}
