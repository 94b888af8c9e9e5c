using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace DtlsNotebooks.Dtls;

/// <summary>What a handshake agreed on.</summary>
public sealed record HandshakeFacts
{
    /// <summary>The protocol, such as "DTLS 1.2".</summary>
    public required string Protocol { get; init; }

    /// <summary>The cipher suite; written out, it has the registry's name.</summary>
    public required TlsCipherSuite CipherSuite { get; init; }

    /// <summary>The subject of the peer's certificate; empty where it showed none.</summary>
    public string PeerSubject => PeerCertificate?.Subject ?? "";

    /// <summary>The peer's certificate; null where it showed none.</summary>
    public X509Certificate2? PeerCertificate =>
        field ??= EncodedPeerCertificate is byte[] bytes ? X509CertificateLoader.LoadCertificate(bytes) : null;

    /// <summary>The same as it came. It is read only when asked for: that costs a tenth of a handshake.</summary>
    internal byte[]? EncodedPeerCertificate { get; init; }

    /// <summary>The handshake was an abbreviated one that resumed an earlier session (RFC 5246, section 7.3).</summary>
    public required bool IsResumed { get; init; }

    /// <summary>The master secret is bound to this handshake (RFC 7627).</summary>
    public required bool IsExtendedMasterSecret { get; init; }

    /// <summary>
    /// The session ID that the server gave, in hexadecimal; empty where the session cannot be resumed by one (RFC
    /// 5246, section 7.4.1.3).
    /// </summary>
    public string SessionId { get; init; } = "";

    /// <summary>The facts on one line.</summary>
    public override string ToString() =>
        $"{Protocol}, {CipherSuite}, peer {(PeerSubject.Length > 0 ? PeerSubject : "without certificate")}{(IsResumed ? ", resumed" : "")}";
}
