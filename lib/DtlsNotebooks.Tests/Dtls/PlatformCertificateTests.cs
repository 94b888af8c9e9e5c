using System.Security.Cryptography.X509Certificates;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Engine;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>What a handshake takes from the platform in place of BouncyCastle, certificates and random values.</summary>
public sealed class PlatformCertificateTests
{
    /// <remarks>BouncyCastle reads a length with a zero too many, and would write it without.</remarks>
    [Fact]
    public void Its_bytes_are_those_that_came()
    {
        using X509Certificate2 certificate = LessonPki.Authority.IssueServer();
        byte[] shortest = certificate.RawData;
        Assert.Equal([0x30, 0x82], shortest[..2]);
        byte[] came = [0x30, 0x83, 0x00, .. shortest[2..]];

        TlsCertificate read = new DtlsCrypto().CreateCertificate(CertificateType.X509, came);

        Assert.IsType<PlatformCertificate>(read);
        Assert.Equal(came, read.GetEncoded());
        read.GetEncoded()[0] = 0;
        Assert.Equal(came, read.GetEncoded());
    }

    [Fact]
    public void Random_values_are_of_the_platform_and_differ()
    {
        var crypto = new DtlsCrypto();
        TlsNonceGenerator generator = crypto.CreateNonceGenerator([1, 2, 3]);

        Assert.Same(PlatformNonces.Shared, generator);
        Assert.Same(generator, crypto.CreateNonceGenerator(stackalloc byte[3]));
        Assert.Equal(28, generator.GenerateNonce(28).Length);
        Assert.Equal(
            100,
            Enumerable.Range(0, 100).Select(_ => Convert.ToHexString(generator.GenerateNonce(8))).Distinct().Count()
        );
    }
}
