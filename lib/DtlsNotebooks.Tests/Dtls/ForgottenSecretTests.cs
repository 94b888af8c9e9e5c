using System.Net.Sockets;
using DtlsNotebooks.Dtls;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>A session that is disposed of leaves no master secret behind.</summary>
public sealed class ForgottenSecretTests
{
    [Fact]
    public async Task Disposing_clears_the_master_secret()
    {
        using DtlsContext serverContext = LessonPki.Server();
        using DtlsContext clientContext = LessonPki.Client();
        using Socket socket = Loopback.Bound();
        using var server = new DtlsSession(serverContext, socket);
        Task accepted = Task.Run(() => server.Accept(LessonPki.Bound), TestContext.Current.CancellationToken);
        using var clientSocket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        clientSocket.Connect(socket.Address());
        using var recorder = new HandshakeRecorder(keepKeyLog: true);
        var client = new RecordedClient(clientContext, recorder);
        new DtlsClientProtocol().Connect(client, new UdpTransport(clientSocket));
        await accepted;
        TlsSecret secret = client.Session.ExportSessionParameters().MasterSecret;
        Assert.True(secret.IsAlive());

        recorder.Dispose();

        Assert.False(secret.IsAlive());
        Assert.Null(recorder.KeyLogLine);
    }

    private sealed class RecordedClient(DtlsContext context, HandshakeRecorder recorder) : DefaultTlsClient(context.Crypto)
    {
        internal TlsSession Session => m_context.Session;

        public override TlsAuthentication GetAuthentication() => new Trust(context);

        public override void NotifyHandshakeComplete()
        {
            base.NotifyHandshakeComplete();
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
