namespace DtlsNotebooks.Lessons;

/// <summary>A claim of a chapter that its own run does not bear out.</summary>
public sealed class CheckException : Exception
{
    /// <summary>Makes the exception without a message.</summary>
    public CheckException() { }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">Which claim does not hold, and what to do.</param>
    public CheckException(string message)
        : base(message) { }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">Which claim does not hold, and what to do.</param>
    /// <param name="innerException">What lies behind it.</param>
    public CheckException(string message, Exception innerException)
        : base(message, innerException) { }
}
