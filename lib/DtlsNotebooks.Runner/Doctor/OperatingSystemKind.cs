namespace DtlsNotebooks.Runner.Doctor;

/// <summary>The systems whose paths differ.</summary>
internal enum OperatingSystemKind
{
    /// <summary>Windows.</summary>
    Windows,

    /// <summary>macOS.</summary>
    MacOS,

    /// <summary>Linux and the like.</summary>
    Linux,
}
