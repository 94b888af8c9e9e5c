using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace DtlsNotebooks.Dtls.Certificates;

/// <summary>
/// A small certificate authority for lessons: one self-signed certificate and its key, with which it signs
/// the certificates of servers and clients (RFC 5280). It keeps no register and revokes nothing.
/// </summary>
public sealed class CertificateAuthority : IDisposable
{
    /// <summary>How long an authority is valid where nothing else is said: 90 days.</summary>
    public static readonly TimeSpan UsualValidity = TimeSpan.FromDays(90);

    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromDays(1);

    private readonly AsymmetricAlgorithm _key;

    /// <summary>Takes over a certificate that may sign others, with its private key.</summary>
    /// <param name="certificate">The authority's certificate, holding its private key.</param>
    /// <exception cref="ArgumentException">It has no private key.</exception>
    public CertificateAuthority(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        _key =
            LessonKey.Of(certificate)
            ?? throw new ArgumentException(
                "An authority needs its private key to sign: load the certificate together with its key file.",
                nameof(certificate)
            );
        Certificate = certificate;
    }

    /// <summary>The authority's own certificate: the trust anchor to give to a peer.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>Makes a new authority with a new key.</summary>
    /// <param name="commonName">The name that its certificates will show as issuer.</param>
    /// <param name="keys">The kind of its key.</param>
    /// <param name="validity">How long it is valid; null for <see cref="UsualValidity"/>.</param>
    public static CertificateAuthority Create(
        string commonName = "DTLS Notebooks lesson authority",
        KeyKind keys = KeyKind.EcdsaP256,
        TimeSpan? validity = null
    )
    {
        AsymmetricAlgorithm key = LessonKey.Create(keys);
        CertificateRequest request = LessonKey.Request(Name(commonName), key);
        request.CertificateExtensions.Add(
            new X509BasicConstraintsExtension(
                certificateAuthority: true,
                hasPathLengthConstraint: true,
                pathLengthConstraint: 0,
                critical: true
            )
        );
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true)
        );
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        DateTimeOffset now = DateTimeOffset.UtcNow;
        return new CertificateAuthority(
            request.CreateSelfSigned(now - ClockTolerance, now + (validity ?? UsualValidity))
        );
    }

    /// <summary>Makes a key and certifies it.</summary>
    /// <param name="profile">What to write into the certificate.</param>
    /// <returns>The certificate with its private key, in memory.</returns>
    /// <exception cref="ArgumentException">The profile's validity ends before it begins.</exception>
    public X509Certificate2 Issue(CertificateProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        (DateTimeOffset notBefore, DateTimeOffset notAfter) = Validity(profile);
        using AsymmetricAlgorithm key = LessonKey.Create(profile.Keys);
        CertificateRequest request = LessonKey.Request(Name(profile.CommonName), key);
        AddExtensions(request, profile);
        // The overload with a signature generator, because the other refuses the expired certificates that a lesson
        // needs.
        using X509Certificate2 certificate = request.Create(
            Certificate.SubjectName,
            LessonKey.SignatureGenerator(_key),
            notBefore,
            notAfter,
            SerialNumber()
        );
        return LessonKey.Join(certificate, key);
    }

    /// <summary>Certifies a server for localhost and the loopback addresses.</summary>
    /// <param name="keys">The kind of its key.</param>
    public X509Certificate2 IssueServer(KeyKind keys = KeyKind.EcdsaP256) =>
        Issue(new CertificateProfile { CommonName = "lesson server", Keys = keys });

    /// <summary>Certifies a client; its certificate names nobody that a server would look up.</summary>
    /// <param name="keys">The kind of its key.</param>
    public X509Certificate2 IssueClient(KeyKind keys = KeyKind.EcdsaP256) =>
        Issue(
            new CertificateProfile
            {
                CommonName = "lesson client",
                Purpose = CertificatePurpose.Client,
                Keys = keys,
            }
        );

    /// <summary>Certifies a server for localhost whose certificate ran out yesterday.</summary>
    public X509Certificate2 IssueExpiredServer() =>
        Issue(
            new CertificateProfile
            {
                CommonName = "expired lesson server",
                NotBefore = DateTimeOffset.UtcNow.AddDays(-31),
                NotAfter = DateTimeOffset.UtcNow.AddDays(-1),
            }
        );

    /// <summary>Certifies a server under another name than the one a client on this machine asks for.</summary>
    /// <param name="dnsName">The only name that the certificate is good for.</param>
    public X509Certificate2 IssueWrongNameServer(string dnsName = "www.example.com") =>
        Issue(
            new CertificateProfile
            {
                CommonName = dnsName,
                DnsNames = [dnsName],
                Addresses = [],
            }
        );

    /// <summary>
    /// Certifies a server for localhost and so many other names that its certificate fills several datagrams.
    /// </summary>
    /// <param name="moreNames">How many names to add; 100 make about 2,900 bytes.</param>
    public X509Certificate2 IssueLargeServer(int moreNames = 100) =>
        Issue(
            new CertificateProfile
            {
                CommonName = "large lesson server",
                DnsNames = ["localhost", .. Enumerable.Range(1, moreNames).Select(i => $"host{i:D4}.lesson.example")],
            }
        );

    /// <summary>Forgets the private key.</summary>
    public void Dispose()
    {
        _key.Dispose();
        Certificate.Dispose();
    }

    private static (DateTimeOffset NotBefore, DateTimeOffset NotAfter) Validity(CertificateProfile profile)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        DateTimeOffset notBefore = profile.NotBefore ?? now - ClockTolerance;
        DateTimeOffset notAfter = profile.NotAfter ?? now + CertificateProfile.UsualValidity;
        return notAfter > notBefore
            ? (notBefore, notAfter)
            : throw new ArgumentException(
                $"A certificate cannot be valid from {notBefore:u} until {notAfter:u}: give a later end.",
                nameof(profile)
            );
    }

    private void AddExtensions(CertificateRequest request, CertificateProfile profile)
    {
        X509KeyUsageFlags usage =
            profile.Keys == KeyKind.Rsa2048
                ? X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment
                : X509KeyUsageFlags.DigitalSignature;
        string purpose = profile.Purpose == CertificatePurpose.Server ? ServerAuthentication : ClientAuthentication;
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], critical: false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(
                Certificate,
                includeKeyIdentifier: true,
                includeIssuerAndSerial: false
            )
        );
        if (profile.DnsNames.Count + profile.Addresses.Count > 0)
        {
            request.CertificateExtensions.Add(AlternativeNames(profile));
        }
    }

    private static X509Extension AlternativeNames(CertificateProfile profile)
    {
        var names = new SubjectAlternativeNameBuilder();
        foreach (string name in profile.DnsNames)
        {
            names.AddDnsName(name);
        }

        foreach (System.Net.IPAddress address in profile.Addresses)
        {
            names.AddIpAddress(address);
        }

        return names.Build();
    }

    private static X500DistinguishedName Name(string commonName)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(commonName);
        var builder = new X500DistinguishedNameBuilder();
        builder.AddCommonName(commonName);
        builder.AddOrganizationName("DTLS Notebooks");
        return builder.Build();
    }

    /// <summary>Sixteen random bytes that make a positive number (RFC 5280, section 4.1.2.2).</summary>
    private static byte[] SerialNumber()
    {
        byte[] serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)((serial[0] & 0x7F) | 0x40);
        return serial;
    }
}
