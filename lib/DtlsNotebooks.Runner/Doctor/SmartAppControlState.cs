namespace DtlsNotebooks.Runner.Doctor;

/// <summary>Whether Windows refuses programs and libraries that nobody it knows has signed.</summary>
internal enum SmartAppControlState
{
    /// <summary>It refuses nothing.</summary>
    Off = 0,

    /// <summary>It refuses what it does not know.</summary>
    On = 1,

    /// <summary>It watches, and will turn itself on or off.</summary>
    Evaluating = 2,
}
