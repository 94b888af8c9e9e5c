namespace DtlsNotebooks.Tests.Kernel;

/// <summary>What the notebook kernel's own tool made of a cell.</summary>
/// <param name="Failure">What it said when the cell failed, or null.</param>
/// <param name="Diagnostics">What its compiler found, with code and line.</param>
/// <param name="Kinds">The forms of what the cell showed, in order; neighbouring writes to a stream are one.</param>
internal sealed record KernelCell(string? Failure, IReadOnlyList<string> Diagnostics, IReadOnlyList<string> Kinds);
