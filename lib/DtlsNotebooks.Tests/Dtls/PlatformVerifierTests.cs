using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Certificates;
using DtlsNotebooks.Dtls.Engine;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;
using CertificateRequest = System.Security.Cryptography.X509Certificates.CertificateRequest;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>The platform says of a signature what BouncyCastle would say.</summary>
public sealed class PlatformVerifierTests
{
    private static readonly SignatureAndHashAlgorithm EcdsaSha256 = new(
        Org.BouncyCastle.Tls.HashAlgorithm.sha256,
        SignatureAlgorithm.ecdsa
    );

    private readonly byte[] _hash = SHA256.HashData("signed"u8);

    [Fact]
    public void A_true_signature_is_accepted_time_and_again()
    {
        using X509Certificate2 certificate = LessonPki.Authority.IssueServer();
        TlsVerifier verifier = Verifier(certificate);
        byte[] signature = Sign(certificate);

        Assert.IsType<PlatformVerifier>(verifier);
        Assert.Null(verifier.GetStreamVerifier(new DigitallySigned(EcdsaSha256, signature)));
        Parallel.For(
            0,
            40,
            _ => Assert.True(verifier.VerifyRawSignature(new DigitallySigned(EcdsaSha256, signature), _hash))
        );
    }

    [Fact]
    public void Every_change_of_the_signature_or_of_the_hash_is_refused()
    {
        using X509Certificate2 certificate = LessonPki.Authority.IssueServer();
        using X509Certificate2 other = LessonPki.Authority.IssueServer();
        TlsVerifier verifier = Verifier(certificate);
        byte[] signature = Sign(certificate);
        for (int i = 0; i < signature.Length; i++)
        {
            byte[] changed = [.. signature];
            changed[i] ^= 1;
            Assert.False(verifier.VerifyRawSignature(new DigitallySigned(EcdsaSha256, changed), _hash));
            Assert.False(verifier.VerifyRawSignature(new DigitallySigned(EcdsaSha256, signature[..i]), _hash));
        }

        Assert.False(
            verifier.VerifyRawSignature(new DigitallySigned(EcdsaSha256, signature), SHA256.HashData("forged"u8))
        );
        Assert.False(verifier.VerifyRawSignature(new DigitallySigned(EcdsaSha256, Sign(other)), _hash));
    }

    [Theory]
    [InlineData("1.3.132.0.34")]
    [InlineData("1.3.132.0.35")]
    [InlineData("1.3.36.3.3.2.8.1.1.7")]
    public void Other_curves_are_checked_too(string curve)
    {
        using ECDsa? key = TryCreate(curve);
        Assert.SkipWhen(key is null, "The platform does not know this curve.");
        using X509Certificate2 certificate = new CertificateRequest(
            "CN=a curve",
            key,
            HashAlgorithmName.SHA256
        ).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        TlsVerifier verifier = Verifier(certificate);

        Assert.True(verifier.VerifyRawSignature(new DigitallySigned(EcdsaSha256, Sign(certificate)), _hash));
        Assert.False(
            verifier.VerifyRawSignature(
                new DigitallySigned(EcdsaSha256, Sign(certificate)),
                SHA256.HashData("forged"u8)
            )
        );
    }

    [Fact]
    public void A_certificate_that_may_not_sign_is_refused_as_before()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=agreement only", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyAgreement, critical: true));
        using X509Certificate2 certificate = request.Create(
            request.SubjectName,
            X509SignatureGenerator.CreateForECDsa(key),
            DateTimeOffset.UtcNow.AddDays(-1),
            DateTimeOffset.UtcNow.AddDays(1),
            [1]
        );

        Assert.Throws<TlsFatalAlert>(() => Verifier(certificate));
    }

    [Fact]
    public void Rsa_is_left_to_BouncyCastle()
    {
        using X509Certificate2 certificate = LessonPki.Authority.IssueServer(KeyKind.Rsa2048);

        TlsVerifier verifier = new DtlsCrypto()
            .CreateCertificate(certificate.RawData)
            .CreateVerifier(SignatureAlgorithm.rsa);

        Assert.IsNotType<PlatformVerifier>(verifier);
    }

    private static TlsVerifier Verifier(X509Certificate2 certificate) =>
        new DtlsCrypto().CreateCertificate(certificate.RawData).CreateVerifier(SignatureAlgorithm.ecdsa);

    private byte[] Sign(X509Certificate2 certificate)
    {
        using ECDsa key = certificate.GetECDsaPrivateKey()!;
        return key.SignHash(_hash, DSASignatureFormat.Rfc3279DerSequence);
    }

    private static ECDsa? TryCreate(string curve)
    {
        try
        {
            return ECDsa.Create(ECCurve.CreateFromValue(curve));
        }
        catch (Exception e) when (e is CryptographicException or PlatformNotSupportedException)
        {
            return null;
        }
    }
}
