using System.Net.Sockets;
using System.Text;
using DtlsNotebooks.Dtls;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>
/// BouncyCastle's server and client as a student writes them, over the transport and the helpers of the library.
/// </summary>
public sealed class OwnPeersTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_and_a_client_of_ones_own_talk(bool mutual)
    {
        DtlsContext serverContext = LessonPki.Server() with { RequireClientCertificate = mutual };
        DtlsContext clientContext = LessonPki.Client(DtlsNotebooks.Dtls.Certificates.KeyKind.EcdsaP256);
        using Socket socket = Loopback.Bound();
        var server = new OwnServer(serverContext);
        Task<string> served = OwnThread.Run(() => Serve(serverContext, socket, server));

        using var clientSocket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        clientSocket.Connect(socket.Address());
        var client = new OwnClient(clientContext, "localhost");
        DtlsTransport dtls = new DtlsClientProtocol().Connect(client, new UdpTransport(clientSocket));
        dtls.Send(Encoding.UTF8.GetBytes("hello"));
        byte[] buffer = new byte[dtls.GetReceiveLimit()];
        int length = dtls.Receive(buffer, 0, buffer.Length, 20_000);
        dtls.Close();

        Assert.Equal("I hear you", Encoding.UTF8.GetString(buffer, 0, length));
        Assert.Equal("hello", await served);
        // It is read once, and not for each client.
        Assert.Single(server.Shown.Distinct());
        Assert.Equal(2, server.Shown.Count);
        Assert.Matches("^CLIENT_RANDOM [0-9a-f]{64} [0-9a-f]{96}$", client.Line);
    }

    [Fact]
    public async Task What_BouncyCastle_throws_is_named()
    {
        DtlsContext serverContext = LessonPki.ServerWith(LessonPki.Authority.IssueExpiredServer());
        DtlsContext clientContext = LessonPki.Client();
        using Socket socket = Loopback.Bound();
        Task<IOException> served = OwnThread.Run(() =>
            Assert.ThrowsAny<IOException>(() => Serve(serverContext, socket, new OwnServer(serverContext)))
        );
        using var clientSocket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        clientSocket.Connect(socket.Address());

        IOException thrown = Assert.ThrowsAny<IOException>(() =>
            new DtlsClientProtocol().Connect(new OwnClient(clientContext, "localhost"), new UdpTransport(clientSocket))
        );

        Assert.Equal((DtlsError.CertificateExpired, DtlsSide.Local), Named(thrown));
        Assert.Equal((DtlsError.CertificateExpired, DtlsSide.Peer), Named(await served));
    }

    private static (DtlsError Error, DtlsSide FoundBy) Named(Exception thrown)
    {
        var named = DtlsException.From(thrown);
        return (named.Error, named.FoundBy);
    }

    private static string Serve(DtlsContext context, Socket socket, OwnServer server)
    {
        using var transport = new UdpTransport(socket);
        DtlsRequest? request = context.Cookies.WaitForClient(transport, LessonPki.Bound);
        Assert.NotNull(request);
        DtlsTransport dtls = new DtlsServerProtocol().Accept(server, transport, request);
        byte[] buffer = new byte[dtls.GetReceiveLimit()];
        int length = dtls.Receive(buffer, 0, buffer.Length, 20_000);
        dtls.Send(Encoding.UTF8.GetBytes("I hear you"));
        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    private sealed class OwnServer(DtlsContext context) : DefaultTlsServer(context.Crypto)
    {
        internal List<Certificate> Shown { get; } = [];

        public override int GetHandshakeTimeoutMillis() => 30_000;

        public override CertificateRequest? GetCertificateRequest() =>
            context.RequireClientCertificate
                ? new CertificateRequest(
                    [ClientCertificateType.ecdsa_sign],
                    TlsUtilities.GetDefaultSupportedSignatureAlgorithms(m_context),
                    null
                )
                : null;

        public override void NotifyClientCertificate(Certificate clientCertificate) =>
            context.Verifier!.CheckClient(clientCertificate).ThrowIfRefused();

        protected override ProtocolVersion[] GetSupportedVersions() => ProtocolVersion.DTLSv12.Only();

        protected override int[] GetSupportedCipherSuites() => [CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256];

        protected override TlsCredentialedSigner GetECDsaSignerCredentials()
        {
            Shown.Add(context.Credentials!.CreateSigner(m_context).Certificate);
            TlsCredentialedSigner signer = context.Credentials.CreateSigner(m_context);
            Shown.Add(signer.Certificate);
            return signer;
        }
    }

    private sealed class OwnClient(DtlsContext context, string host) : DefaultTlsClient(context.Crypto)
    {
        internal string? Line { get; private set; }

        public override int GetHandshakeTimeoutMillis() => 30_000;

        public override TlsAuthentication GetAuthentication() => new Trust(context, host, () => m_context);

        public override void NotifyHandshakeComplete()
        {
            base.NotifyHandshakeComplete();
            Line = KeyLog.Line(m_context);
        }

        protected override ProtocolVersion[] GetSupportedVersions() => ProtocolVersion.DTLSv12.Only();
    }

    private sealed class Trust(DtlsContext context, string host, Func<TlsContext> handshake) : TlsAuthentication
    {
        public void NotifyServerCertificate(TlsServerCertificate server) =>
            context.Verifier!.CheckServer(server.Certificate, host).ThrowIfRefused();

        public TlsCredentials? GetClientCredentials(CertificateRequest certificateRequest) =>
            context.Credentials?.CreateSigner(handshake());
    }
}
