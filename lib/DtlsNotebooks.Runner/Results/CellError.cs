namespace DtlsNotebooks.Runner.Results;

/// <summary>Why a cell failed.</summary>
/// <param name="Kind">In which way.</param>
/// <param name="Type">The exception's type, or a short name of the failure.</param>
/// <param name="Message">What it said.</param>
/// <param name="Line">The line of the failing cell, from 1; 0 where it is not known.</param>
/// <param name="Trace">The way through the cells' own lines, innermost first.</param>
internal sealed record CellError(
    CellErrorKind Kind,
    string Type,
    string Message,
    int Line,
    IReadOnlyList<string> Trace
);
