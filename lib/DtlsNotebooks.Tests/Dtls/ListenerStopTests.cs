using System.Net;
using System.Net.Sockets;
using DtlsNotebooks.Dtls;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>A listener can be stopped at any moment, from anywhere, twice or never.</summary>
public sealed class ListenerStopTests
{
    [Fact]
    public async Task Stopped_while_busy_it_says_goodbye_to_every_client()
    {
        const int Clients = 16;
        DtlsContext context = LessonPki.Client();
        var server = new ListenerServer(new DtlsListener(LessonPki.Server(), new IPEndPoint(IPAddress.Loopback, 0)));
        using var talking = new CountdownEvent(Clients);
        Task<int>[] clients =
        [
            .. Enumerable
                .Range(0, Clients)
                .Select(_ => OwnThread.Run(() => TalkUntilClosed(context, server.Listener.LocalEndPoint, talking))),
        ];
        Assert.True(talking.Wait(LessonPki.Bound, TestContext.Current.CancellationToken));

        await Task.WhenAll(
            OwnThread.Run(server.Listener.Stop),
            OwnThread.Run(server.Listener.Stop),
            OwnThread.Run(server.Listener.Dispose)
        );
        server.Dispose();

        Assert.All(await Task.WhenAll(clients), echoes => Assert.True(echoes > 0));
        Assert.Empty(server.Faults);
        Assert.Equal((0, 0), (server.Listener.Statistics.Connections, server.Listener.Statistics.Faults));
    }

    [Fact]
    public async Task Stopping_ends_the_calls_that_wait()
    {
        var listener = new DtlsListener(LessonPki.Server(), new IPEndPoint(IPAddress.Loopback, 0));
        (DtlsSession client, DtlsSession served) = listener.Meet();
        using var halfway = new RawClient(listener.LocalEndPoint);
        halfway.Send(halfway.ProvedHello());
        DtlsSession half = Assert.IsType<DtlsSession>(listener.WaitForClient());
        Task<DtlsStatus> reading = OwnThread.Run(() => served.Read(new byte[1], out _));
        Task<DtlsException> accepting = OwnThread.Run(() => Assert.Throws<DtlsException>(() => half.Accept()));
        Task<DtlsSession?> waiting = OwnThread.Run(() => listener.WaitForClient());
        // Its flight is on the way, so the handshake is under way too.
        halfway.Receive();

        listener.Stop();

        Assert.Null(await waiting);
        Assert.Equal(DtlsStatus.Closed, await reading);
        Assert.Equal(DtlsError.SessionClosed, (await accepting).Error);
        Assert.Equal(DtlsStatus.Closed, client.Read(new byte[1], out _));
        Assert.Equal(0, listener.Statistics.Connections);
    }

    [Fact]
    public void A_stopped_listener_does_nothing_more_and_frees_its_port()
    {
        var listener = new DtlsListener(LessonPki.Server(), new IPEndPoint(IPAddress.Loopback, 0));
        var unused = new DtlsListener(LessonPki.Server(), new IPEndPoint(IPAddress.Loopback, 0));
        var polled = new DtlsListener(LessonPki.Server(), new IPEndPoint(IPAddress.Loopback, 0));
        Assert.Null(listener.WaitForClient(TimeSpan.Zero));
        Assert.Empty(polled.Poll());

        foreach (DtlsListener each in new[] { listener, unused, polled })
        {
            each.Stop();
            each.Dispose();
            Assert.False(each.IsListening);
            if (each != polled)
            {
                Assert.Null(each.WaitForClient());
            }

            using var next = new DtlsListener(LessonPki.Server(), each.LocalEndPoint);
            Assert.True(next.IsListening);
        }

        Assert.Empty(polled.Poll());
        Assert.Null(polled.CurrentTimeout);
    }

    [Fact]
    public async Task A_polled_listener_says_goodbye_and_frees_its_parked_handshakes()
    {
        var listener = new DtlsListener(LessonPki.Server(), new IPEndPoint(IPAddress.Loopback, 0));
        DtlsSession session = await Polled(listener);
        Assert.Equal(DtlsStatus.WantRead, session.Accept());
        Assert.NotNull(session.CurrentTimeout);

        listener.Stop();

        Assert.Null(session.CurrentTimeout);
        Assert.Equal(0, listener.Statistics.Connections);
    }

    /// <summary>
    /// A loop that has taken it from Poll cannot know that another thread stops the listener before its Accept.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_session_that_the_listener_ended_says_so_in_Accept(bool begun)
    {
        var listener = new DtlsListener(LessonPki.Server(), new IPEndPoint(IPAddress.Loopback, 0));
        DtlsSession session = await Polled(listener);
        Assert.True(!begun || session.Accept() == DtlsStatus.WantRead);

        listener.Stop();

        Assert.Equal(DtlsError.SessionClosed, Assert.Throws<DtlsException>(() => session.Accept()).Error);
        Assert.Equal(DtlsStatus.Closed, session.GotTimeout());
        session.Dispose();
    }

    [Fact]
    public async Task A_loop_that_polls_meanwhile_meets_no_exception()
    {
        for (int i = 0; i < 20; i++)
        {
            var listener = new DtlsListener(LessonPki.Server(), new IPEndPoint(IPAddress.Loopback, 0));
            using var polled = new ManualResetEventSlim();
            Task polling = OwnThread.Run(() =>
            {
                while (listener.IsListening)
                {
                    Assert.Empty(listener.Poll());
                    polled.Set();
                }
            });
            Assert.True(polled.Wait(LessonPki.Bound, TestContext.Current.CancellationToken));

            listener.Stop();

            await polling;
        }
    }

    [Fact]
    public async Task Where_its_socket_is_closed_by_others_it_says_so()
    {
        Socket socket = Loopback.Bound();
        var listener = new DtlsListener(LessonPki.Server(), socket);
        (DtlsSession client, DtlsSession served) = listener.Meet();
        Task<DtlsStatus> reading = OwnThread.Run(() => served.Read(new byte[1], out _));
        Task<InvalidOperationException> waiting = OwnThread.Run(() =>
            Assert.Throws<InvalidOperationException>(() => listener.WaitForClient())
        );

        socket.Dispose();

        Assert.Contains("make a new listener", (await waiting).Message, StringComparison.Ordinal);
        Assert.Equal(DtlsStatus.Closed, await reading);
        Assert.False(listener.IsListening);
        Assert.Equal(0, listener.Statistics.Connections);
        listener.Stop();
        client.Dispose();
    }

    /// <summary>The session of a client that has proved its cookie and says no more.</summary>
    private static async Task<DtlsSession> Polled(DtlsListener listener)
    {
        using var client = new RawClient(listener.LocalEndPoint);
        Task<byte[]> proved = OwnThread.Run(client.ProvedHello);
        listener.Socket.Poll(LessonPki.Bound, SelectMode.SelectRead);
        listener.Poll();
        client.Send(await proved);
        DtlsSession? session = null;
        while (session is null)
        {
            session = listener.Poll().SingleOrDefault();
        }

        return session;
    }

    private static int TalkUntilClosed(DtlsContext context, IPEndPoint server, CountdownEvent talking)
    {
        using var session = DtlsSession.ConnectTo(context, server);
        byte[] buffer = new byte[100];
        int echoes = 0;
        try
        {
            do
            {
                session.WriteText("go on");
                if (echoes++ == 10)
                {
                    talking.Signal();
                }
            } while (session.Read(buffer, out _) == DtlsStatus.Done);
        }
        catch (DtlsException e) when (e.Error is DtlsError.PeerClosed or DtlsError.SessionClosed)
        {
            // The goodbye came before the next question went out.
        }

        return echoes;
    }
}
