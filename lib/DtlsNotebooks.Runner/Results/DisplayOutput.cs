namespace DtlsNotebooks.Runner.Results;

/// <summary>A value that a cell displayed, in one or more forms.</summary>
/// <param name="Data">The forms by MIME type, the preferred first.</param>
/// <param name="IsResult">True when it is the value of the cell's last expression.</param>
internal sealed record DisplayOutput(IReadOnlyDictionary<string, string> Data, bool IsResult) : CellOutput;
