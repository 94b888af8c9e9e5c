using System.Net.Sockets;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Engine;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>
/// RFC 5246, section 7.2.2: a session that a fatal alert ended is not resumed; but whoever can forge an alert may not
/// decide that.
/// </summary>
public sealed class ResumptionAlertTests
{
    private static readonly byte[] ForgedAlert =
    [
        21,
        0xFE,
        0xFD,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        9,
        0,
        2,
        (byte)AlertLevel.fatal,
        (byte)AlertDescription.handshake_failure,
    ];

    [Fact]
    public async Task A_server_forgets_the_session_of_a_client_that_fails()
    {
        using var cache = new SessionCache();
        DtlsContext context = LessonPki.Server() with { SessionCache = cache };
        using Socket socket = Loopback.Bound();
        using var server = new DtlsSession(context, socket);
        Task accepted = OwnThread.Run(() => server.Accept());
        using var clientSocket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        clientSocket.Connect(socket.Address());
        using var recorder = new HandshakeRecorder(keepKeyLog: false);
        DtlsTransport client = new DtlsClientProtocol().Connect(
            new ContextClient(LessonPki.Client(), "localhost", recorder),
            new UdpTransport(clientSocket)
        );
        await accepted;
        Assert.Equal(1, cache.Count);

        FailOn(client);

        Assert.Equal((DtlsError.InternalError, DtlsSide.Peer), ErrorOf(server));
        Assert.Equal(0, cache.Count);
        Assert.Null(recorder.Save(TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task A_client_does_not_save_what_a_server_s_failure_ended()
    {
        DtlsContext context = LessonPki.Server() with { SessionCache = new SessionCache() };
        using Socket socket = Loopback.Bound();
        using var recorder = new HandshakeRecorder(keepKeyLog: false);
        Task<DtlsTransport> accepted = OwnThread.Run(() =>
        {
            var transport = new UdpTransport(socket);
            DtlsRequest request = context.Cookies.WaitForClient(transport, LessonPki.Bound)!;
            return new DtlsServerProtocol().Accept(new ContextServer(context, recorder), transport, request);
        });
        using var client = DtlsSession.ConnectTo(LessonPki.Client(), socket.Address());
        DtlsTransport server = await accepted;
        client.Save()!.Dispose();
        Assert.Equal(1, context.SessionCache.Count);

        FailOn(server);

        Assert.Equal((DtlsError.InternalError, DtlsSide.Peer), ErrorOf(client));
        Assert.Null(client.Save());
        Assert.Equal(0, context.SessionCache.Count);
    }

    [Fact]
    public void A_forged_alert_during_a_handshake_does_not_make_the_server_forget()
    {
        using var cache = new SessionCache();
        DtlsContext server = LessonPki.Server() with
        {
            SessionCache = cache,
            HandshakeTimeout = TimeSpan.FromSeconds(2),
        };
        DtlsContext client = LessonPki.Client() with { HandshakeTimeout = TimeSpan.FromSeconds(2) };
        using var first = HandshakeRun.Make(client, server);
        using SavedSession saved = first.Client.Save()!;
        int toServerCount = 0;
        using (
            var attacked = HandshakeRun.Make(
                client,
                server,
                saved: saved,
                pass: (toServer, datagram) => toServer && ++toServerCount > 2 ? [ForgedAlert] : [datagram]
            )
        )
        {
            Assert.Equal(DtlsSide.Peer, attacked.ServerError!.FoundBy);
        }

        using var run = HandshakeRun.Make(client, server, saved: saved);
        run.AssertWorks();
        Assert.True(run.Server.SessionReused);
    }

    /// <summary>More than a record may hold: the sender gives up and says so with a protected fatal alert.</summary>
    private static void FailOn(DtlsTransport transport) =>
        Assert.Throws<TlsFatalAlert>(() => transport.Send(new byte[20000], 0, 20000));

    private static (DtlsError Error, DtlsSide FoundBy) ErrorOf(DtlsSession session)
    {
        DtlsException error = Assert.Throws<DtlsException>(() => session.Read());
        return (error.Error, error.FoundBy);
    }
}
