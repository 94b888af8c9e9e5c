namespace DtlsNotebooks.Dtls.Certificates;

/// <summary>The files of certificates and keys cannot be read or made; the message says what to do.</summary>
public sealed class CertificateFileException : IOException
{
    /// <summary>Makes one without a message.</summary>
    public CertificateFileException() { }

    /// <summary>Makes one.</summary>
    /// <param name="message">What is wrong and what to do, in one sentence.</param>
    public CertificateFileException(string message)
        : base(message) { }

    /// <summary>Makes one that another exception led to.</summary>
    /// <param name="message">What is wrong and what to do, in one sentence.</param>
    /// <param name="innerException">What led to it.</param>
    public CertificateFileException(string message, Exception innerException)
        : base(message, innerException) { }
}
