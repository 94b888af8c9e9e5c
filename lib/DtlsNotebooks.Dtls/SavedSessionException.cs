namespace DtlsNotebooks.Dtls;

/// <summary>A file holds no saved session that could be used; the message says what to do.</summary>
public sealed class SavedSessionException : IOException
{
    /// <summary>Makes one without a message.</summary>
    public SavedSessionException() { }

    /// <summary>Makes one.</summary>
    /// <param name="message">What is wrong and what to do, in one sentence.</param>
    public SavedSessionException(string message)
        : base(message) { }

    /// <summary>Makes one that another exception led to.</summary>
    /// <param name="message">What is wrong and what to do, in one sentence.</param>
    /// <param name="innerException">What led to it.</param>
    public SavedSessionException(string message, Exception innerException)
        : base(message, innerException) { }
}
