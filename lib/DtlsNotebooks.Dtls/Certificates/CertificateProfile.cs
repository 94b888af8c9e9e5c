using System.Net;

namespace DtlsNotebooks.Dtls.Certificates;

/// <summary>What a <see cref="CertificateAuthority"/> is asked to certify.</summary>
public sealed record CertificateProfile
{
    /// <summary>How long a certificate is valid where nothing else is said: 30 days.</summary>
    public static readonly TimeSpan UsualValidity = TimeSpan.FromDays(30);

    /// <summary>The subject's common name; people read it, no check does (RFC 6125, section 6.4.4).</summary>
    public required string CommonName { get; init; }

    /// <summary>Whether the holder is a server or a client.</summary>
    public CertificatePurpose Purpose { get; init; } = CertificatePurpose.Server;

    /// <summary>
    /// Host names that the certificate is good for (subjectAltName dNSName, RFC 5280, section 4.2.1.6).
    /// </summary>
    public IReadOnlyList<string> DnsNames { get; init; } = ["localhost"];

    /// <summary>
    /// Addresses that the certificate is good for (subjectAltName iPAddress, RFC 5280, section 4.2.1.6).
    /// </summary>
    public IReadOnlyList<IPAddress> Addresses { get; init; } = [IPAddress.Loopback, IPAddress.IPv6Loopback];

    /// <summary>The kind of key to make for it.</summary>
    public KeyKind Keys { get; init; } = KeyKind.EcdsaP256;

    /// <summary>
    /// From when on it is valid; null for a day ago, so that a clock which is slow by hours does no harm.
    /// </summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Until when it is valid; null for <see cref="UsualValidity"/> from now.</summary>
    public DateTimeOffset? NotAfter { get; init; }
}
