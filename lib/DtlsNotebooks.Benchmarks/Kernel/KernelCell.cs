using DtlsNotebooks.Runner.Results;

namespace DtlsNotebooks.Benchmarks.Kernel;

/// <summary>What the notebook kernel's own tool made of a cell.</summary>
/// <param name="Failure">What it said when the cell failed, or null.</param>
/// <param name="Diagnostics">What its compiler found, with code and line.</param>
/// <param name="Outputs">What the cell showed, in order; neighbouring writes to a stream are one.</param>
/// <param name="Elapsed">From sending the cell to the word that it has ended.</param>
internal sealed record KernelCell(
    string? Failure,
    IReadOnlyList<string> Diagnostics,
    IReadOnlyList<CellOutput> Outputs,
    TimeSpan Elapsed
)
{
    /// <summary>Whether it showed a value: a text, a table or a picture, and not only lines of the console.</summary>
    public bool ShowsValue => Outputs.Any(output => output is DisplayOutput);
}
