using System.Security.Cryptography.X509Certificates;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Certificates;
using DtlsNotebooks.Dtls.Engine;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>A verdict is as good as its certificates, and no longer; a name counts where a certificate may have it.</summary>
public sealed class VerdictTests
{
    private static readonly CertificateVerdict Good = new() { Subject = "CN=good" };

    [Fact]
    public void A_remembered_verdict_does_not_outlive_its_certificate()
    {
        var clock = new ManualClock();
        var verdicts = new VerdictCache(clock);
        verdicts.Remember("short", Good, clock.GetUtcNow().UtcDateTime.AddMinutes(2));
        verdicts.Remember("long", Good, clock.GetUtcNow().UtcDateTime.AddDays(2));
        Assert.Equal((Good, Good), (verdicts.Find("short"), verdicts.Find("long")));

        clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal((null, Good), (verdicts.Find("short"), verdicts.Find("long")));
        clock.Advance(TimeSpan.FromMinutes(8));
        Assert.Null(verdicts.Find("long"));
    }

    [Fact]
    public void A_path_ends_with_the_first_of_its_certificates_also_where_that_is_the_authority()
    {
        using var authority = CertificateAuthority.Create("short-lived", validity: TimeSpan.FromHours(1));
        using X509Certificate2 leaf = authority.Issue(
            new CertificateProfile { CommonName = "long-lived", NotAfter = DateTimeOffset.UtcNow.AddDays(9) }
        );

        Assert.Empty(TrustedPath.Find([leaf], [authority.Certificate], CertificatePurpose.Server, out DateTime until));
        Assert.Equal(authority.Certificate.NotAfter.ToUniversalTime(), until);
    }

    [Fact]
    public void Only_an_anchor_ends_a_path()
    {
        using X509Certificate2 leaf = LessonPki.Authority.IssueServer();
        X509Certificate2 authority = LessonPki.Authority.Certificate;
        X509Certificate2 stranger = LessonPki.Stranger.Certificate;

        Assert.Empty(TrustedPath.Find([leaf, stranger], [authority, stranger], CertificatePurpose.Server));
        Assert.NotEmpty(TrustedPath.Find([leaf, authority], [stranger], CertificatePurpose.Server));
        Assert.NotEmpty(TrustedPath.Find([leaf], [stranger], CertificatePurpose.Server));
    }

    [Theory]
    [InlineData("www.lesson.example", true)]
    [InlineData("WWW.Lesson.Example", true)]
    [InlineData("a.b.lesson.example", false)]
    [InlineData("lesson.example", false)]
    [InlineData("www.other.example", false)]
    public void A_wildcard_stands_for_one_label(string name, bool good) =>
        AssertName(new CertificateProfile { CommonName = "any", DnsNames = ["*.lesson.example"] }, name, good);

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    public void A_common_name_alone_is_good_for_no_name(string name) =>
        AssertName(
            new CertificateProfile
            {
                CommonName = name,
                DnsNames = [],
                Addresses = [],
            },
            name,
            good: false
        );

    private static void AssertName(CertificateProfile profile, string name, bool good)
    {
        using X509Certificate2 certificate = LessonPki.Authority.Issue(profile);
        var chain = new Certificate([new DtlsCrypto().CreateCertificate(certificate.RawData)]);

        CertificateVerdict verdict = LessonPki.Verifier.CheckServer(chain, name);

        Assert.Equal(good, verdict.Accepted);
        Assert.Equal(good ? null : DtlsError.HostNameMismatch, verdict.Error);
    }
}
