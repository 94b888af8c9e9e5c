using System.Net;
using System.Net.Sockets;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>The one-loop form: nobody but the loop reads the socket, and nothing in it waits.</summary>
public sealed class ListenerPollTests(ITestOutputHelper output)
{
    /// <summary>Repeats nothing of its own accord while a test lasts.</summary>
    private static readonly TimeSpan Late = LessonPki.Bound / 2;

    [Theory]
    [InlineData(1)]
    [InlineData(128)]
    public async Task One_loop_serves_all(int clients)
    {
        using DtlsListener listener = Listening(Late);
        DtlsContext context = LessonPki.Client() with { FirstResend = Late };
        Task<ListenerCrowd> arriving = OwnThread.Run(() =>
            ListenerCrowd.Arrive(context, listener.LocalEndPoint, clients)
        );
        var loop = new ListenerLoop(listener);

        loop.RunUntil(() => arriving.IsCompleted && loop.Goodbyes == clients);

        ListenerCrowd crowd = await arriving;
        output.WriteLine($"{clients} clients: {crowd.Elapsed.TotalMilliseconds:0} ms");
        crowd.AssertAllServed();
        Assert.All(crowd.Carried, carried => Assert.Equal(5, carried.DatagramsSent));
        Assert.Equal(
            (0, 0, clients, 0),
            (
                listener.Statistics.Connections,
                listener.Statistics.Waiting,
                listener.Statistics.Clients,
                listener.Statistics.DroppedQueue
            )
        );
        Assert.Null(listener.CurrentTimeout);
        Assert.Equal(0, loop.TimersRunOut);
    }

    [Fact]
    public async Task Timers_that_run_out_are_found()
    {
        const int Clients = 20;
        using DtlsListener listener = Listening(TimeSpan.FromMilliseconds(50));
        DtlsContext context = LessonPki.Client() with { FirstResend = Late };
        using var proxy = new UdpProxy(listener.LocalEndPoint);
        // Each server's first flight with a certificate is lost, and the clients are too patient to ask.
        HashSet<IPEndPoint> unlucky = [];
        proxy.ToClient = new Impairment
        {
            DropWhen = datagram => datagram.Payload.Length > 300 && unlucky.Add(datagram.Client),
        };
        Task<ListenerCrowd> arriving = OwnThread.Run(() => ListenerCrowd.Arrive(context, proxy.EndPoint, Clients));
        var loop = new ListenerLoop(listener);

        loop.RunUntil(() => arriving.IsCompleted && loop.Goodbyes == Clients);

        (await arriving).AssertAllServed();
        Assert.Equal(Clients, unlucky.Count);
        Assert.True(loop.TimersRunOut >= Clients, $"{loop.TimersRunOut} timers ran out");
        Assert.Null(listener.CurrentTimeout);
    }

    [Fact]
    public async Task A_timer_runs_while_a_handshake_is_under_way()
    {
        using DtlsListener listener = Listening(Late);
        using var client = new RawClient(listener.LocalEndPoint);
        Assert.Empty(listener.Poll());
        Assert.Null(listener.CurrentTimeout);
        client.Send(client.Hello);
        Assert.Empty(await Next(listener));
        client.Send(RawClientCookie(client));

        DtlsSession session = Assert.Single(await Next(listener));
        Assert.Null(listener.CurrentTimeout);
        Assert.Equal(DtlsStatus.WantRead, session.Accept());

        Assert.InRange(Assert.NotNull(listener.CurrentTimeout), TimeSpan.FromTicks(1), Late);
        Assert.Empty(listener.TimedOutSessions());
        session.Dispose();
        Assert.Null(listener.CurrentTimeout);
        Assert.Equal(0, listener.Statistics.Connections);
    }

    [Fact]
    public async Task A_session_that_has_left_something_unread_is_listed_again()
    {
        using DtlsListener listener = Listening(Late);
        (DtlsSession client, DtlsSession served) = await Meet(listener);
        client.WriteText("one");
        client.WriteText("two");
        while (listener.Statistics.DatagramsReceived < 5)
        {
            Assert.Same(served, Assert.Single(await Next(listener)));
        }

        Assert.Equal(TimeSpan.Zero, listener.CurrentTimeout);
        Assert.Same(served, Assert.Single(listener.Poll()));
        Assert.Equal("one", served.ReadText());
        Assert.Equal(TimeSpan.Zero, listener.CurrentTimeout);
        Assert.Same(served, Assert.Single(listener.Poll()));
        Assert.Equal("two", served.ReadText());

        Assert.Null(listener.CurrentTimeout);
        Assert.Empty(listener.Poll());
        client.Dispose();
    }

    [Fact]
    public async Task A_replaced_session_is_listed_so_that_the_loop_sees_its_end()
    {
        using DtlsListener listener = Listening(Late);
        (DtlsSession client, DtlsSession served) = await Meet(listener);
        IPEndPoint port = ((UdpTransport)client.Transport).Socket.Address();
        client.Vanish();
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(port);
        using var again = new RawClient(listener.LocalEndPoint, socket);
        again.Send(again.Hello);
        Assert.Empty(await Next(listener));
        again.Send(RawClientCookie(again));

        IReadOnlyList<DtlsSession> ready = await Next(listener);

        Assert.Equal(2, ready.Count);
        Assert.Contains(served, ready);
        Assert.Equal(DtlsStatus.Closed, served.Read(new byte[1], out _));
        Assert.Equal(DtlsStatus.WantRead, ready.Single(session => session != served).Accept());
    }

    [Fact]
    public async Task An_expired_handshake_is_listed_and_says_that_it_has_ended()
    {
        var clock = new ManualClock();
        using var listener = new DtlsListener(LessonPki.Server(), new IPEndPoint(IPAddress.Loopback, 0))
        {
            Clock = clock,
        };
        using var client = new RawClient(listener.LocalEndPoint);
        client.Send(client.Hello);
        Assert.Empty(await Next(listener));
        client.Send(RawClientCookie(client));
        DtlsSession session = Assert.Single(await Next(listener));
        Assert.Equal(DtlsStatus.WantRead, session.Accept());

        clock.Advance(listener.HalfOpenTimeout + TimeSpan.FromSeconds(1));

        Assert.Same(session, Assert.Single(listener.Poll()));
        Assert.Equal(DtlsError.SessionClosed, Assert.Throws<DtlsException>(() => session.Accept()).Error);
        Assert.Equal((0, 1), (listener.Statistics.Connections, listener.Statistics.ExpiredHalfOpen));
        Assert.Empty(listener.Poll());
    }

    [Fact]
    public void A_listener_is_used_in_one_way_only()
    {
        using DtlsListener polled = Listening(Late);
        using DtlsListener waited = Listening(Late);
        Assert.Empty(polled.Poll());
        Assert.Null(waited.WaitForClient(TimeSpan.Zero));

        Assert.Contains(
            "another listener",
            Assert.Throws<InvalidOperationException>(() => polled.WaitForClient(TimeSpan.Zero)).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "another listener",
            Assert.Throws<InvalidOperationException>(waited.Poll).Message,
            StringComparison.Ordinal
        );
    }

    private static DtlsListener Listening(TimeSpan firstResend) =>
        new(LessonPki.Server() with { FirstResend = firstResend }, new IPEndPoint(IPAddress.Loopback, 0));

    /// <summary>Polls once a datagram lies ready.</summary>
    private static async Task<IReadOnlyList<DtlsSession>> Next(DtlsListener listener)
    {
        await Task.Yield();
        Assert.True(listener.Socket.Poll(LessonPki.Bound, SelectMode.SelectRead), "nothing came");
        return listener.Poll();
    }

    private static byte[] RawClientCookie(RawClient client) => client.WithCookie(client.Receive());

    private static async Task<(DtlsSession Client, DtlsSession Server)> Meet(DtlsListener listener)
    {
        DtlsContext context = LessonPki.Client() with { FirstResend = Late };
        Task<DtlsSession> connecting = OwnThread.Run(() => DtlsSession.ConnectTo(context, listener.LocalEndPoint));
        DtlsSession? served = null;
        while (served?.Accept() != DtlsStatus.Done)
        {
            served = (await Next(listener)).SingleOrDefault() ?? served;
        }

        return (await connecting, served);
    }
}
