namespace DtlsNotebooks.Dissection;

/// <summary>
/// The kind of a handshake message (RFC 6347, section 4.3.2, and the IANA registry "TLS HandshakeType").
/// </summary>
public enum MessageType
{
    /// <summary>A server's wish to negotiate anew (RFC 5246, section 7.4.1.1).</summary>
    HelloRequest = 0,

    /// <summary>A client's offer (RFC 6347, section 4.2.1).</summary>
    ClientHello = 1,

    /// <summary>A server's choice (RFC 5246, section 7.4.1.3).</summary>
    ServerHello = 2,

    /// <summary>A server's cookie (RFC 6347, section 4.2.1).</summary>
    HelloVerifyRequest = 3,

    /// <summary>A server's session ticket (RFC 5077, section 3.3).</summary>
    NewSessionTicket = 4,

    /// <summary>DTLS 1.3 only (RFC 8446, section 4.5).</summary>
    EndOfEarlyData = 5,

    /// <summary>DTLS 1.3 only (RFC 8446, section 4.3.1).</summary>
    EncryptedExtensions = 8,

    /// <summary>DTLS 1.3 only: asks for another connection ID (RFC 9147, section 9).</summary>
    RequestConnectionId = 9,

    /// <summary>DTLS 1.3 only: another connection ID (RFC 9147, section 9).</summary>
    NewConnectionId = 10,

    /// <summary>A chain of certificates (RFC 5246, section 7.4.2).</summary>
    Certificate = 11,

    /// <summary>A server's part of the key agreement (RFC 5246, section 7.4.3).</summary>
    ServerKeyExchange = 12,

    /// <summary>A server asks the client for a certificate (RFC 5246, section 7.4.4).</summary>
    CertificateRequest = 13,

    /// <summary>The end of a server's hello (RFC 5246, section 7.4.5).</summary>
    ServerHelloDone = 14,

    /// <summary>A client's proof that it holds its private key (RFC 5246, section 7.4.8).</summary>
    CertificateVerify = 15,

    /// <summary>A client's part of the key agreement (RFC 5246, section 7.4.7).</summary>
    ClientKeyExchange = 16,

    /// <summary>Proof that both saw the same handshake (RFC 5246, section 7.4.9).</summary>
    Finished = 20,

    /// <summary>Where to fetch a client's certificate (RFC 6066, section 5).</summary>
    CertificateUrl = 21,

    /// <summary>An OCSP answer (RFC 6066, section 8).</summary>
    CertificateStatus = 22,

    /// <summary>Additional data about the user (RFC 4680).</summary>
    SupplementalData = 23,

    /// <summary>DTLS 1.3 only (RFC 8446, section 4.6.3).</summary>
    KeyUpdate = 24,
}
