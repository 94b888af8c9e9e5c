namespace DtlsNotebooks.Runner.Doctor;

/// <summary>How a finding is meant.</summary>
internal enum Level
{
    /// <summary>Nothing to do.</summary>
    Fine,

    /// <summary>Worth knowing; everything runs without it.</summary>
    Optional,

    /// <summary>Something has to be done.</summary>
    ToDo,
}
