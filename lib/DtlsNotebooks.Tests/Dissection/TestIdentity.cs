using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;
using SystemRequest = System.Security.Cryptography.X509Certificates.CertificateRequest;

namespace DtlsNotebooks.Tests.Dissection;

/// <summary>A key and a certificate made for a test, and its authority.</summary>
internal sealed record TestIdentity(byte[] CertificateDer, byte[] AuthorityDer, byte[] PrivateKeyDer, bool IsRsa)
{
    public static TestIdentity Ec { get; } = Make(rsa: false);

    public static TestIdentity Rsa { get; } = Make(rsa: true);

    public string CertificatePem => PemEncoding.WriteString("CERTIFICATE", CertificateDer);

    public string PrivateKeyPem => PemEncoding.WriteString("PRIVATE KEY", PrivateKeyDer);

    public AsymmetricKeyParameter PrivateKey => PrivateKeyFactory.CreateKey(PrivateKeyDer);

    public Certificate Chain(BcTlsCrypto crypto) =>
        new([new BcTlsCertificate(crypto, CertificateDer), new BcTlsCertificate(crypto, AuthorityDer)]);

    public TlsCredentialedSigner Signer(TlsContext context, BcTlsCrypto crypto) =>
        new BcDefaultTlsCredentialedSigner(
            new TlsCryptoParameters(context),
            crypto,
            PrivateKey,
            Chain(crypto),
            context.ServerVersion.IsEqualOrEarlierVersionOf(ProtocolVersion.DTLSv10)
                ? null
                : new SignatureAndHashAlgorithm(
                    Org.BouncyCastle.Tls.HashAlgorithm.sha256,
                    IsRsa ? SignatureAlgorithm.rsa : SignatureAlgorithm.ecdsa
                )
        );

    private static TestIdentity Make(bool rsa)
    {
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authorityRequest = new SystemRequest(
            "CN=Test authority, O=DTLS Notebooks",
            authorityKey,
            HashAlgorithmName.SHA256
        );
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        (DateTimeOffset from, DateTimeOffset to) = (
            DateTimeOffset.UtcNow.AddDays(-1),
            DateTimeOffset.UtcNow.AddDays(7)
        );
        using X509Certificate2 authority = authorityRequest.CreateSelfSigned(from, to);
        using AsymmetricAlgorithm key = rsa ? RSA.Create(2048) : ECDsa.Create(ECCurve.NamedCurves.nistP256);
        SystemRequest request = key is RSA rsaKey
            ? new SystemRequest(
                "CN=localhost, O=DTLS Notebooks",
                rsaKey,
                HashAlgorithmName.SHA256,
                RSASignaturePadding.Pkcs1
            )
            : new SystemRequest("CN=localhost, O=DTLS Notebooks", (ECDsa)key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment, true)
        );
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 certificate = request.Create(
            authority.SubjectName,
            X509SignatureGenerator.CreateForECDsa(authorityKey),
            from,
            to.AddMinutes(-1),
            [1, 2, 3, 4]
        );
        return new TestIdentity(certificate.RawData, authority.RawData, key.ExportPkcs8PrivateKey(), rsa);
    }
}
