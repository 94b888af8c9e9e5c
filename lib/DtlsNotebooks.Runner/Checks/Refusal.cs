namespace DtlsNotebooks.Runner.Checks;

/// <summary>Something in a notebook that other hosts would not run, or not show as it should be.</summary>
/// <param name="Cell">How the cell is named; empty when the notebook as a whole is meant.</param>
/// <param name="Heading">The section that the cell stands in.</param>
/// <param name="Line">The line in the cell, from 1; 0 when the whole cell is meant.</param>
/// <param name="Reason">What is wrong and what to write instead.</param>
internal sealed record Refusal(string Cell, string Heading, int Line, string Reason);
