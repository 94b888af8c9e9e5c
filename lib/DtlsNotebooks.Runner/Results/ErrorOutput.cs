namespace DtlsNotebooks.Runner.Results;

/// <summary>The error that ended a cell.</summary>
/// <param name="Error">What went wrong, and where.</param>
internal sealed record ErrorOutput(CellError Error) : CellOutput;
