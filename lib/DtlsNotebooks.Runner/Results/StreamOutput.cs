namespace DtlsNotebooks.Runner.Results;

/// <summary>Text that a cell wrote to the console.</summary>
/// <param name="IsError">True for standard error, false for standard output.</param>
/// <param name="Text">The text, with its line ends.</param>
internal sealed record StreamOutput(bool IsError, string Text) : CellOutput;
