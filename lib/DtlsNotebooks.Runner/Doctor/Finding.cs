namespace DtlsNotebooks.Runner.Doctor;

/// <summary>What one look at the machine showed.</summary>
/// <param name="Level">Whether something has to be done.</param>
/// <param name="Subject">What was looked at, in a word or two.</param>
/// <param name="Text">What was found, and what to do.</param>
internal sealed record Finding(Level Level, string Subject, string Text)
{
    /// <summary>A finding that needs nothing.</summary>
    public static Finding Fine(string subject, string text) => new(Level.Fine, subject, text);

    /// <summary>A finding that is worth knowing.</summary>
    public static Finding Optional(string subject, string text) => new(Level.Optional, subject, text);

    /// <summary>A finding that asks for something.</summary>
    public static Finding ToDo(string subject, string text) => new(Level.ToDo, subject, text);
}
