using System.Net.Sockets;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Engine;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>A session that is disposed of leaves no master secret behind.</summary>
public sealed class ForgottenSecretTests
{
    [Fact]
    public async Task Disposing_clears_the_master_secret()
    {
        using var recorder = new HandshakeRecorder(keepKeyLog: true);
        TlsSecret secret = await MasterSecretAfterHandshake(recorder);
        Assert.True(secret.IsAlive());
        Assert.NotNull(recorder.KeyLogLine);

        recorder.Dispose();

        Assert.False(secret.IsAlive());
        Assert.Null(recorder.KeyLogLine);
    }

    [Fact]
    public async Task A_handshake_that_ends_after_disposing_leaves_none_either()
    {
        var recorder = new HandshakeRecorder(keepKeyLog: true);
        recorder.Dispose();

        TlsSecret secret = await MasterSecretAfterHandshake(recorder);

        Assert.False(secret.IsAlive());
        Assert.Null(recorder.KeyLogLine);
    }

    [Fact]
    public void What_is_offered_after_disposing_leaves_none_either()
    {
        DtlsContext context = LessonPki.Client();
        using var stored = new StoredSession([1, 2, 3], new byte[StoredSession.MasterSecretLength])
        {
            CipherSuite = CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
            Own = null,
            Peer = null,
            ServerExtensions = new Dictionary<int, byte[]>(),
        };
        TlsSession attempt = stored.Import(context.Crypto)!;
        TlsSecret secret = attempt.ExportSessionParameters().MasterSecret;
        var recorder = new HandshakeRecorder(keepKeyLog: false);
        recorder.Dispose();

        recorder.Offer(null, attempt);

        Assert.False(secret.IsAlive());
        Assert.False(attempt.IsResumable);
    }

    private static async Task<TlsSecret> MasterSecretAfterHandshake(HandshakeRecorder recorder)
    {
        DtlsContext serverContext = LessonPki.Server();
        DtlsContext clientContext = LessonPki.Client();
        using Socket socket = Loopback.Bound();
        using var server = new DtlsSession(serverContext, socket);
        Task accepted = OwnThread.Run(() => server.Accept(LessonPki.Bound));
        using var clientSocket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        clientSocket.Connect(socket.Address());
        var client = new RecordedClient(clientContext, recorder);
        new DtlsClientProtocol().Connect(client, new UdpTransport(clientSocket));
        await accepted;
        return client.MasterSecret!;
    }

    private sealed class RecordedClient(DtlsContext context, HandshakeRecorder recorder)
        : DefaultTlsClient(context.Crypto)
    {
        internal TlsSecret? MasterSecret { get; private set; }

        public override TlsAuthentication GetAuthentication() => new Trust(context);

        public override void NotifyHandshakeComplete()
        {
            base.NotifyHandshakeComplete();
            MasterSecret = m_context.Session.ExportSessionParameters().MasterSecret;
            recorder.Complete(m_context);
        }

        protected override ProtocolVersion[] GetSupportedVersions() => ProtocolVersion.DTLSv12.Only();
    }

    private sealed class Trust(DtlsContext context) : TlsAuthentication
    {
        public void NotifyServerCertificate(TlsServerCertificate serverCertificate) =>
            context.Verifier!.CheckServer(serverCertificate.Certificate, "localhost").ThrowIfRefused();

        public TlsCredentials? GetClientCredentials(CertificateRequest certificateRequest) => null;
    }
}
