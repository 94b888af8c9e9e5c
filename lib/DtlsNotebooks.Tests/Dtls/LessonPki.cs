using System.Security.Cryptography.X509Certificates;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Certificates;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>One authority with certificates of both kinds, made once for all tests of this folder.</summary>
internal static class LessonPki
{
    internal static readonly TimeSpan Bound = TimeSpan.FromSeconds(40);

    internal static readonly CertificateAuthority Authority = CertificateAuthority.Create("test authority");
    internal static readonly CertificateAuthority Stranger = CertificateAuthority.Create("another authority");
    internal static readonly CertificateVerifier Verifier = new(Authority.Certificate);

    private static readonly X509Certificate2 EcServer = Authority.IssueServer();
    private static readonly X509Certificate2 RsaServer = Authority.IssueServer(KeyKind.Rsa2048);
    private static readonly X509Certificate2 EcClient = Authority.IssueClient();
    private static readonly X509Certificate2 RsaClient = Authority.IssueClient(KeyKind.Rsa2048);

    internal static DtlsContext Server(KeyKind keys = KeyKind.EcdsaP256) =>
        ServerWith(keys == KeyKind.Rsa2048 ? RsaServer : EcServer);

    internal static DtlsContext ServerWith(X509Certificate2 certificate) =>
        new()
        {
            Verifier = Verifier,
            Credentials = new DtlsCredentials(certificate),
            FirstResend = TimeSpan.FromMilliseconds(60),
            HandshakeTimeout = Bound,
            IdleTimeout = Bound,
        };

    internal static DtlsContext Client(KeyKind? keys = null) =>
        new()
        {
            Verifier = Verifier,
            Credentials = keys switch
            {
                KeyKind.EcdsaP256 => new DtlsCredentials(EcClient),
                KeyKind.Rsa2048 => new DtlsCredentials(RsaClient),
                _ => null,
            },
            FirstResend = TimeSpan.FromMilliseconds(60),
            HandshakeTimeout = Bound,
            IdleTimeout = Bound,
        };
}
