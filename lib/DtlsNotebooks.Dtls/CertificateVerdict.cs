using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Dtls;

/// <summary>Whether a peer's certificate is accepted, and if not, why.</summary>
public sealed record CertificateVerdict
{
    /// <summary>The subject of the certificate; empty where none was shown.</summary>
    public required string Subject { get; init; }

    /// <summary>What is wrong; null where it is accepted.</summary>
    public DtlsError? Error { get; init; }

    /// <summary>The alert to send (RFC 5246, section 7.2.2); null where it is accepted.</summary>
    public DtlsAlert? Alert { get; init; }

    /// <summary>Why, as part of a sentence; empty where it is accepted.</summary>
    public string Explanation { get; init; } = "";

    /// <summary>The certificate is good for its purpose.</summary>
    public bool Accepted => Error is null;

    /// <summary>Ends the handshake where the certificate is refused.</summary>
    /// <exception cref="TlsFatalAlert">It is refused; BouncyCastle then sends the alert.</exception>
    public void ThrowIfRefused()
    {
        if (Error is DtlsError error && Alert is DtlsAlert alert)
        {
            throw new TlsFatalAlert(
                (short)alert,
                Explanation,
                new DtlsException(error, DtlsSide.Local, Explanation, alert)
            );
        }
    }
}
