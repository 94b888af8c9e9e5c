namespace DtlsNotebooks.Runner.Results;

/// <summary>In which way a cell failed.</summary>
internal enum CellErrorKind
{
    /// <summary>The code does not compile.</summary>
    Compilation,

    /// <summary>The code threw an exception.</summary>
    Exception,

    /// <summary>The cell did not end within its time limit.</summary>
    Timeout,

    /// <summary>The process that runs the notebook ended during the cell.</summary>
    ProcessDied,
}
