using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Certificates;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>A server and a client sign with what the other side accepts, and with nothing that is broken.</summary>
public sealed class SignatureTests
{
    private static readonly SignatureAndHashAlgorithm[] Sha1 =
    [
        new(Org.BouncyCastle.Tls.HashAlgorithm.sha1, SignatureAlgorithm.rsa),
        new(Org.BouncyCastle.Tls.HashAlgorithm.sha1, SignatureAlgorithm.ecdsa),
    ];

    private static readonly SignatureAndHashAlgorithm[] Pss =
    [
        SignatureAndHashAlgorithm.rsa_pss_rsae_sha256,
        SignatureAndHashAlgorithm.rsa_pss_rsae_sha384,
        SignatureAndHashAlgorithm.rsa_pss_rsae_sha512,
    ];

    private static readonly int[] WithoutP256 = [NamedGroup.x25519, NamedGroup.secp384r1];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_client_that_knows_pss_alone_gets_a_pss_signature(int which)
    {
        DtlsException? error = Meet(LessonPki.Server(KeyKind.Rsa2048), [Pss[which]], groups: null);

        Assert.Null(error);
    }

    [Theory]
    [InlineData(KeyKind.Rsa2048)]
    [InlineData(KeyKind.EcdsaP256)]
    public void Nobody_gets_a_signature_with_sha1(KeyKind keys) =>
        AssertNoCommonSuite(LessonPki.Server(keys), Sha1, null);

    [Fact]
    public void Without_pss_an_rsa_server_and_without_ecdsa_an_ec_server_is_not_negotiated() =>
        AssertNoCommonSuite(LessonPki.Server(KeyKind.EcdsaP256), Pss, null);

    [Fact]
    public void A_client_without_the_curve_of_the_certificate_is_not_negotiated_with() =>
        AssertNoCommonSuite(LessonPki.Server(), null, WithoutP256);

    [Theory]
    [InlineData("P-384")]
    [InlineData("P-521")]
    public void Keys_on_the_larger_curves_work_on_both_sides(string curve)
    {
        using X509Certificate2 server = Issue(curve, CertificatePurpose.Server);
        using X509Certificate2 client = Issue(curve, CertificatePurpose.Client);
        using var run = HandshakeRun.Make(
            LessonPki.Client() with
            {
                Credentials = new DtlsCredentials(client),
            },
            LessonPki.ServerWith(server) with
            {
                RequireClientCertificate = true,
            }
        );

        run.AssertWorks();
        Assert.Contains(curve, run.Server.Facts!.PeerSubject);
    }

    [Fact]
    public void Neither_side_offers_sha1()
    {
        using var raw = new RawClient(new IPEndPoint(IPAddress.Loopback, 9));
        string hello = Convert.ToHexString(raw.Hello);
        int at = hello.IndexOf("000D00", StringComparison.Ordinal);
        int length = Convert.ToInt32(hello.Substring(at + 8, 4), 16);
        string schemes = hello.Substring(at + 12, 2 * length);

        Assert.All(Enumerable.Range(0, length / 2), i => Assert.NotEqual("02", schemes.Substring(4 * i, 2)));
    }

    [Theory]
    [InlineData("-sigalgs rsa_pss_rsae_sha256", true)]
    [InlineData("-sigalgs RSA+SHA384", true)]
    [InlineData("-sigalgs RSA+SHA1 -cipher DEFAULT:@SECLEVEL=0", false)]
    public async Task S_client_names_what_it_accepts(string options, bool works)
    {
        using var openssl = new OpenSslPeer();
        DtlsContext server = OpenSslPeer.Patient(DtlsContext.ForServer(openssl.MakeFiles(KeyKind.Rsa2048)));
        using Socket socket = Loopback.Bound();
        using var session = new DtlsSession(server, socket);
        openssl.StartClient(socket.Address(), options);

        Task<DtlsStatus> accepting = OwnThread.Run(() => session.Accept());
        if (works)
            Assert.Equal(DtlsStatus.Done, await accepting);
        else
            Assert.Equal(DtlsAlert.HandshakeFailure, (await Assert.ThrowsAsync<DtlsException>(() => accepting)).Alert);
    }

    private static X509Certificate2 Issue(string curve, CertificatePurpose purpose)
    {
        using var key = ECDsa.Create(curve == "P-384" ? ECCurve.NamedCurves.nistP384 : ECCurve.NamedCurves.nistP521);
        var request = new System.Security.Cryptography.X509Certificates.CertificateRequest(
            $"CN={curve} {purpose}",
            key,
            HashAlgorithmName.SHA256
        );
        string use = purpose == CertificatePurpose.Server ? "1.3.6.1.5.5.7.3.1" : "1.3.6.1.5.5.7.3.2";
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], critical: false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 certificate = request.Create(
            LessonPki.Authority.Certificate,
            DateTimeOffset.UtcNow.AddHours(-1),
            DateTimeOffset.UtcNow.AddDays(1),
            [1, 2, 3]
        );
        return certificate.CopyWithPrivateKey(key);
    }

    private static void AssertNoCommonSuite(DtlsContext server, SignatureAndHashAlgorithm[]? schemes, int[]? groups)
    {
        DtlsException? error = Meet(server, schemes, groups);

        Assert.NotNull(error);
        Assert.Equal((DtlsAlert.HandshakeFailure, DtlsSide.Local), (error.Alert, error.FoundBy));
    }

    private static DtlsException? Meet(DtlsContext server, SignatureAndHashAlgorithm[]? schemes, int[]? groups)
    {
        using Socket socket = Loopback.Bound();
        using Socket line = Loopback.Bound();
        line.Connect(socket.Address());
        using var served = new DtlsSession(server, socket);
        Task client = OwnThread.Run(() =>
        {
            using var transport = new UdpTransport(line);
            try
            {
                new DtlsClientProtocol().Connect(new PickyClient(schemes, groups), transport);
            }
            catch (IOException)
            {
                // The server says why.
            }
        });
        try
        {
            Assert.Equal(DtlsStatus.Done, served.Accept());
            return null;
        }
        catch (DtlsException e)
        {
            return e;
        }
        finally
        {
            served.Dispose();
            client.Wait(LessonPki.Bound);
        }
    }

    private sealed class PickyClient(SignatureAndHashAlgorithm[]? schemes, int[]? groups)
        : DefaultTlsClient(new DtlsCrypto())
    {
        public override int GetHandshakeResendTimeMillis() => 100;

        public override TlsAuthentication GetAuthentication() => new Trusting();

        protected override ProtocolVersion[] GetSupportedVersions() => ProtocolVersion.DTLSv12.Only();

        protected override IList<SignatureAndHashAlgorithm> GetSupportedSignatureAlgorithms() =>
            schemes ?? base.GetSupportedSignatureAlgorithms();

        protected override IList<int> GetSupportedGroups(IList<int> namedGroupRoles) =>
            groups ?? base.GetSupportedGroups(namedGroupRoles);

        private sealed class Trusting : TlsAuthentication
        {
            public void NotifyServerCertificate(TlsServerCertificate serverCertificate) { }

            public TlsCredentials? GetClientCredentials(Org.BouncyCastle.Tls.CertificateRequest certificateRequest) =>
                null;
        }
    }
}
