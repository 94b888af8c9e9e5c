using System.Net;
using System.Net.Sockets;
using DtlsNotebooks.Dtls;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>
/// Whoever sent the last flight sends it again when it was lost, whatever the application does (RFC 6347, section
/// 4.2.4).
/// </summary>
public sealed class LastFlightTests
{
    [Fact]
    public async Task A_server_behind_a_listener_repeats_it_while_nobody_touches_the_session()
    {
        using var listener = new DtlsListener(LessonPki.Server(), new IPEndPoint(IPAddress.Loopback, 0));
        using TestRelay relay = LosesFirstProtected(listener.LocalEndPoint, ofServer: true);
        Task<DtlsSession> connecting = OwnThread.Run(() => DtlsSession.ConnectTo(LessonPki.Client(), relay.Address));

        using DtlsSession served = Assert.IsType<DtlsSession>(listener.WaitForClient(LessonPki.Bound));
        Assert.Equal(DtlsStatus.Done, served.Accept());

        using DtlsSession client = await connecting;
        client.AssertEcho(served);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_server_that_only_writes_repeats_it(bool listening)
    {
        using Socket socket = Loopback.Bound();
        using DtlsListener? listener = listening ? new DtlsListener(LessonPki.Server(), socket) : null;
        using TestRelay relay = LosesFirstProtected(socket.Address(), ofServer: true);
        Task<DtlsSession> connecting = OwnThread.Run(() => DtlsSession.ConnectTo(LessonPki.Client(), relay.Address));

        using DtlsSession served =
            listener?.WaitForClient(LessonPki.Bound) ?? new DtlsSession(LessonPki.Server(), socket);
        Assert.Equal(DtlsStatus.Done, served.Accept());
        for (int i = 0; !connecting.IsCompleted && i < 4000; i++)
        {
            served.WriteText("tick");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        using DtlsSession client = await connecting;
        served.WriteText("tock");
        Assert.Contains("t", client.ReadText());
    }

    [Fact]
    public async Task A_client_that_resumed_and_only_writes_repeats_it()
    {
        using var cache = new SessionCache();
        DtlsContext server = LessonPki.Server() with { SessionCache = cache };
        SavedSession saved;
        using (var first = HandshakeRun.Make(LessonPki.Client(), server))
            saved = first.Client.Save()!;

        using Socket socket = Loopback.Bound();
        using TestRelay relay = LosesFirstProtected(socket.Address(), ofServer: false);
        using var served = new DtlsSession(server, socket);
        Task<DtlsStatus> accepting = OwnThread.Run(() => served.Accept());
        using var client = DtlsSession.ConnectTo(LessonPki.Client(), relay.Address, saved: saved);
        Assert.True(client.SessionReused);
        for (int i = 0; !accepting.IsCompleted && i < 4000; i++)
        {
            client.WriteText("tick");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.Equal(DtlsStatus.Done, await accepting);
        Assert.True(served.SessionReused);
        saved.Dispose();
    }

    [Fact]
    public void What_came_while_the_session_only_wrote_is_read_later_in_its_order()
    {
        using var run = HandshakeRun.Make(LessonPki.Client(), LessonPki.Server());
        for (int i = 0; i < 10; i++)
        {
            run.Client.WriteText($"word {i}");
            Assert.True(((UdpTransport)run.Server.Transport).Socket.Poll(LessonPki.Bound, SelectMode.SelectRead));
            run.Server.WriteText("I am busy");
        }

        run.Client.Shutdown();
        Assert.All(Enumerable.Range(0, 10), i => Assert.Equal($"word {i}", run.Server.ReadText()));
        Assert.Equal(DtlsStatus.Closed, run.Server.Read(new byte[9], out _));
    }

    private static TestRelay LosesFirstProtected(IPEndPoint server, bool ofServer)
    {
        int lost = 0;
        return new TestRelay(
            server,
            (toServer, datagram) =>
                toServer != ofServer && IsProtected(datagram) && Interlocked.Exchange(ref lost, 1) == 0
                    ? []
                    : [datagram]
        );
    }

    /// <summary>It holds a ChangeCipherSpec, and so the Finished message.</summary>
    private static bool IsProtected(byte[] datagram)
    {
        for (int at = 0; at + 13 <= datagram.Length; at += 13 + (datagram[at + 11] << 8) + datagram[at + 12])
        {
            if (datagram[at] == 20)
                return true;
        }

        return false;
    }
}
