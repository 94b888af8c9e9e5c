using System.Security.Cryptography.X509Certificates;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Certificates;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Tests.Dtls;

public sealed class CertificateVerifierTests
{
    private static readonly DtlsCrypto Crypto = new();

    [Fact]
    public void An_acceptance_is_remembered_for_its_name_and_role_only()
    {
        var verifier = new CertificateVerifier(LessonPki.Authority.Certificate);
        using X509Certificate2 server = LessonPki.Authority.IssueServer();
        Certificate chain = Chain(server.RawData);

        CertificateVerdict verdict = verifier.CheckServer(chain, "localhost");

        Assert.True(verdict.Accepted);
        Assert.Same(verdict, verifier.CheckServer(Chain(server.RawData), "localhost"));
        Assert.Equal(DtlsError.HostNameMismatch, verifier.CheckServer(chain, "example.com").Error);
        Assert.Equal(DtlsError.UnsupportedCertificate, verifier.CheckClient(chain).Error);
        Assert.True(verifier.CheckServer(chain, null).Accepted);
    }

    [Fact]
    public void An_authority_that_only_bears_the_trusted_name_is_not_trusted()
    {
        using var impostor = CertificateAuthority.Create("test authority");
        Assert.Equal(LessonPki.Authority.Certificate.Subject, impostor.Certificate.Subject);
        using X509Certificate2 server = impostor.IssueServer();

        CertificateVerdict verdict = LessonPki.Verifier.CheckServer(Chain(server.RawData), "localhost");
        CertificateVerdict withIssuer = LessonPki.Verifier.CheckServer(
            Chain(server.RawData, impostor.Certificate.RawData),
            "localhost"
        );

        Assert.False(verdict.Accepted);
        Assert.False(withIssuer.Accepted);
        Assert.Throws<TlsFatalAlert>(verdict.ThrowIfRefused);
    }

    [Fact]
    public void A_certificate_changed_after_signing_is_refused()
    {
        using X509Certificate2 server = LessonPki.Authority.IssueServer();
        byte[] changed = server.RawData;
        changed[changed.AsSpan().IndexOf("lesson server"u8)] ^= 1;

        Assert.False(LessonPki.Verifier.CheckServer(Chain(changed), "localhost").Accepted);
    }

    [Fact]
    public void An_authority_is_no_server()
    {
        Assert.False(
            LessonPki.Verifier.CheckServer(Chain(LessonPki.Authority.Certificate.RawData), "localhost").Accepted
        );
    }

    [Fact]
    public void No_certificate_is_refused_in_either_role()
    {
        Assert.Equal(DtlsError.NoClientCertificate, LessonPki.Verifier.CheckClient(Certificate.EmptyChain).Error);
        Assert.Equal(
            DtlsError.BadCertificate,
            LessonPki.Verifier.CheckServer(Certificate.EmptyChain, "localhost").Error
        );
    }

    private static Certificate Chain(params byte[][] certificates) =>
        new([.. certificates.Select(Crypto.CreateCertificate)]);
}
