using System.Net;
using System.Net.Sockets;
using DtlsNotebooks.Dtls;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>The blocking form: a session for each client that has proved its cookie.</summary>
public sealed class ListenerTests
{
    [Fact]
    public void A_client_is_served_and_its_goodbye_ends_the_connection()
    {
        using DtlsListener listener = Listening();
        (DtlsSession client, DtlsSession served) = listener.Meet();

        client.AssertEcho(served);
        Assert.Equal(((UdpTransport)client.Transport).Socket.Address(), served.Transport.Peer);
        ListenerStatistics statistics = listener.Statistics;
        Assert.Equal(
            (1, 0, 1, 1),
            (statistics.Connections, statistics.Waiting, statistics.Clients, statistics.CookiesSent)
        );

        client.Dispose();
        Assert.Equal(DtlsStatus.Closed, served.Read(new byte[1], out _));
        Assert.Equal(0, listener.Statistics.Connections);
    }

    [Fact]
    public void Disposing_of_a_session_ends_its_connection()
    {
        using DtlsListener listener = Listening();
        (DtlsSession client, DtlsSession served) = listener.Meet();

        served.Dispose();

        Assert.Equal(0, listener.Statistics.Connections);
        Assert.Equal(DtlsStatus.Closed, client.Read(new byte[1], out _));
        client.Dispose();
    }

    [Fact]
    public async Task A_failed_handshake_ends_its_connection()
    {
        using DtlsListener listener = Listening(LessonPki.ServerWith(LessonPki.Authority.IssueExpiredServer()));
        Task<DtlsException> connected = OwnThread.Run(() =>
            Assert.Throws<DtlsException>(() => DtlsSession.ConnectTo(LessonPki.Client(), listener.LocalEndPoint))
        );

        DtlsSession served = Assert.IsType<DtlsSession>(listener.WaitForClient());
        DtlsException error = Assert.Throws<DtlsException>(() => served.Accept());

        Assert.Equal(DtlsError.CertificateExpired, error.Error);
        Assert.Equal(DtlsError.CertificateExpired, (await connected).Error);
        Assert.Equal(0, listener.Statistics.Connections);
    }

    [Fact]
    public void Without_a_client_the_wait_ends()
    {
        using DtlsListener listener = Listening();

        Assert.Null(listener.WaitForClient(TimeSpan.Zero));
        Assert.Null(listener.WaitForClient(TimeSpan.FromMilliseconds(20)));
        Assert.Throws<ArgumentOutOfRangeException>(() => listener.WaitForClient(Timeout.InfiniteTimeSpan));
    }

    [Fact]
    public void A_client_that_starts_again_on_its_port_replaces_its_old_connection()
    {
        using DtlsListener listener = Listening();
        (DtlsSession first, DtlsSession abandoned) = listener.Meet();
        IPEndPoint port = ((UdpTransport)first.Transport).Socket.Address();
        first.Vanish();

        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(port);
        (DtlsSession second, DtlsSession served) = listener.Meet(socket: socket);

        second.AssertEcho(served);
        Assert.Equal(port, served.Transport.Peer);
        Assert.Equal(DtlsStatus.Closed, abandoned.Read(new byte[1], out _));
        ListenerStatistics statistics = listener.Statistics;
        Assert.Equal((1, 2, 1), (statistics.Connections, statistics.Clients, statistics.Replaced));
        abandoned.Dispose();
        second.AssertEcho(served);
        second.Dispose();
    }

    [Fact]
    public void A_client_that_starts_again_and_again_is_held_once()
    {
        using DtlsListener listener = Listening();
        Assert.Null(listener.WaitForClient(TimeSpan.Zero));
        using Socket socket = Loopback.Bound();
        for (int i = 0; i < 50; i++)
        {
            var client = new RawClient(listener.LocalEndPoint, socket);
            client.Send(client.ProvedHello());
        }

        listener.Until(statistics => statistics.Clients == 50);

        Assert.Equal(
            (1, 1, 49),
            (listener.Statistics.Connections, listener.Statistics.Waiting, listener.Statistics.Replaced)
        );
        Assert.NotNull(listener.WaitForClient(TimeSpan.Zero));
        Assert.Null(listener.WaitForClient(TimeSpan.Zero));
    }

    [Fact]
    public void A_forged_hello_does_not_harm_the_session_of_its_forged_sender()
    {
        using DtlsListener listener = Listening();
        (DtlsSession client, DtlsSession served) = listener.Meet();
        using var forger = new RawClient(listener.LocalEndPoint, ((UdpTransport)client.Transport).Socket);
        using var accomplice = new RawClient(listener.LocalEndPoint);
        long cookies = listener.Statistics.CookiesSent;

        // Without a cookie, and with one that was given to another address.
        forger.Send(forger.Hello);
        forger.Send(accomplice.ProvedHello());
        listener.Until(statistics => statistics.CookiesSent == cookies + 3);

        client.AssertEcho(served);
        Assert.Equal(
            (1, 1, 0),
            (listener.Statistics.Connections, listener.Statistics.Clients, listener.Statistics.Replaced)
        );
        client.Dispose();
    }

    [Fact]
    public void A_repeated_hello_of_the_handshake_under_way_starts_no_other()
    {
        using DtlsListener listener = Listening();
        int hellos = 0;
        using var relay = new TestRelay(
            listener.LocalEndPoint,
            (toServer, datagram) => toServer && hellos++ < 2 ? [datagram, datagram] : [datagram]
        );

        (DtlsSession client, DtlsSession served) = listener.Meet(
            relay.Address,
            () => listener.Until(statistics => statistics.RepeatedHellos > 0)
        );

        client.AssertEcho(served);
        Assert.Equal(
            (1, 1, 0),
            (listener.Statistics.Connections, listener.Statistics.Clients, listener.Statistics.Replaced)
        );
        Assert.Equal(3, served.Statistics.DatagramsSent);
        client.Dispose();
    }

    [Fact]
    public async Task A_hello_repeated_when_the_server_has_answered_gets_the_answer_again()
    {
        using DtlsListener listener = Listening();
        using var client = new RawClient(listener.LocalEndPoint);
        Assert.Null(listener.WaitForClient(TimeSpan.Zero));
        byte[] hello = client.ProvedHello();
        client.Send(hello);
        DtlsSession served = Assert.IsType<DtlsSession>(listener.WaitForClient());
        Task<DtlsException> accepting = OwnThread.Run(() => Assert.Throws<DtlsException>(() => served.Accept()));
        byte[] flight = client.Receive();

        // A record's own number is new with each sending (RFC 6347, section 4.2.4).
        hello[10]++;
        client.Send(hello);
        byte[] again = client.Receive();

        Assert.Equal(flight.Length, again.Length);
        Assert.Equal(1, listener.Statistics.Clients);
        listener.Stop();
        Assert.Equal(DtlsError.SessionClosed, (await accepting).Error);
    }

    [Fact]
    public void Garbage_does_nothing()
    {
        using DtlsListener listener = Listening();
        (DtlsSession client, DtlsSession served) = listener.Meet();
        using var stranger = new RawClient(listener.LocalEndPoint);
        using var poisoner = new RawClient(listener.LocalEndPoint, ((UdpTransport)client.Transport).Socket);
        var random = new Random(1);
        long expected = listener.Statistics.DatagramsReceived;
        for (int i = 0; i < 1000; i++)
        {
            byte[] garbage = Garbage(random, stranger.Hello);
            stranger.Send(garbage);
            poisoner.Send(garbage);
            client.AssertEcho(served);
            expected += 3;
        }

        stranger.Send(new byte[65_000]);
        listener.Until(statistics => statistics.DatagramsReceived == expected + 1);

        client.AssertEcho(served);
        Assert.Equal(
            (1, 1, 0),
            (listener.Statistics.Connections, listener.Statistics.Clients, listener.Statistics.Faults)
        );
        client.Dispose();
    }

    [Fact]
    public void What_a_session_does_not_read_is_bounded()
    {
        const int Sent = 300;
        using var listener = new DtlsListener(LessonPki.Server(), new IPEndPoint(IPAddress.Loopback, 0))
        {
            QueueCapacity = 40,
        };
        // As they came, and once more after they were opened.
        int kept = 2 * listener.QueueCapacity;
        (DtlsSession client, DtlsSession served) = listener.Meet();
        long before = listener.Statistics.DatagramsReceived;
        for (int i = 1; i <= Sent; i++)
        {
            client.WriteText("are you there");
            listener.Until(statistics => statistics.DatagramsReceived == before + i);
        }

        Assert.Equal(Sent - kept, listener.Statistics.DroppedQueue);
        Assert.All(Enumerable.Range(0, kept), _ => Assert.Equal("are you there", served.ReadText()));
        client.AssertEcho(served);
        client.Dispose();
    }

    [Fact]
    public void A_full_listener_answers_no_new_client_until_there_is_room()
    {
        using var listener = new DtlsListener(LessonPki.Server(), new IPEndPoint(IPAddress.Loopback, 0))
        {
            MaxConnections = 2,
        };
        (DtlsSession one, DtlsSession first) = listener.Meet();
        (DtlsSession two, DtlsSession second) = listener.Meet();
        using var client = new RawClient(listener.LocalEndPoint);
        client.Send(client.Hello);
        listener.Until(statistics => statistics.DroppedFull == 1);

        first.Dispose();
        (DtlsSession three, DtlsSession third) = listener.Meet();

        three.AssertEcho(third);
        two.AssertEcho(second);
        Assert.Equal(0, client.Socket.Available);
        Assert.Equal((2, 3), (listener.Statistics.Connections, listener.Statistics.Clients));
        Array.ForEach([one, two, three], session => session.Dispose());
    }

    [Fact]
    public void A_client_that_nobody_accepts_expires()
    {
        var clock = new ManualClock();
        using var listener = new DtlsListener(LessonPki.Server(), new IPEndPoint(IPAddress.Loopback, 0))
        {
            Clock = clock,
        };
        Assert.Null(listener.WaitForClient(TimeSpan.Zero));
        using var taken = new RawClient(listener.LocalEndPoint);
        using var untaken = new RawClient(listener.LocalEndPoint);
        taken.Send(taken.ProvedHello());
        DtlsSession session = Assert.IsType<DtlsSession>(listener.WaitForClient());
        untaken.Send(untaken.ProvedHello());
        listener.Until(statistics => statistics.Waiting == 1);

        clock.Advance(listener.HalfOpenTimeout);
        clock.Advance(TimeSpan.FromTicks(1));
        listener.Until(statistics => statistics.ExpiredHalfOpen == 2);

        Assert.Equal(
            (0, 0, 0),
            (listener.Statistics.Connections, listener.Statistics.Waiting, listener.Statistics.ExpiredIdle)
        );
        Assert.Null(listener.WaitForClient(TimeSpan.Zero));
        Assert.Equal(DtlsError.SessionClosed, Assert.Throws<DtlsException>(() => session.Accept()).Error);
    }

    [Fact]
    public async Task A_silent_client_expires_and_is_told()
    {
        var clock = new ManualClock();
        using var listener = new DtlsListener(LessonPki.Server(), new IPEndPoint(IPAddress.Loopback, 0))
        {
            Clock = clock,
        };
        (DtlsSession quiet, DtlsSession idle) = listener.Meet();
        (DtlsSession lively, DtlsSession busy) = listener.Meet();
        Task<DtlsStatus> read = OwnThread.Run(() => idle.Read(new byte[1], out _));

        clock.Advance(listener.IdleTimeout);
        lively.AssertEcho(busy);
        clock.Advance(TimeSpan.FromTicks(1));
        clock.Advance(TimeSpan.FromSeconds(1));
        listener.Until(statistics => statistics.ExpiredIdle == 1);

        Assert.Equal(DtlsStatus.Closed, await read);
        Assert.Equal(DtlsStatus.Closed, quiet.Read(new byte[1], out _));
        lively.AssertEcho(busy);
        Assert.Equal((1, 0), (listener.Statistics.Connections, listener.Statistics.ExpiredHalfOpen));
        lively.Dispose();
    }

    [Fact]
    public void What_cannot_be_listened_at_is_said_in_one_sentence()
    {
        DtlsContext context = LessonPki.Server();
        using Socket socket = Loopback.Bound();
        using var unbound = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        using var connected = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        connected.Connect(socket.Address());

        string taken = Assert
            .Throws<InvalidOperationException>(() => new DtlsListener(context, socket.Address()))
            .Message;
        Assert.StartsWith(
            $"UDP port {socket.Address().Port} is taken: stop the listener",
            taken,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "not an address of this machine",
            Assert
                .Throws<InvalidOperationException>(() =>
                    new DtlsListener(context, new IPEndPoint(IPAddress.Parse("192.0.2.1"), 0))
                )
                .Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "bind it",
            Assert.Throws<ArgumentException>(() => new DtlsListener(context, unbound)).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "one peer alone",
            Assert.Throws<ArgumentException>(() => new DtlsListener(context, connected)).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "certificate",
            Assert.Throws<InvalidOperationException>(() => new DtlsListener(new DtlsContext(), socket)).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentOutOfRangeException>(() => new DtlsListener(context, socket) { MaxConnections = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            new DtlsListener(context, socket) { IdleTimeout = TimeSpan.Zero }
        );
    }

    [Fact]
    public void A_listener_at_a_socket_of_yours_leaves_it_open()
    {
        using Socket socket = Loopback.Bound();
        for (int i = 0; i < 2; i++)
        {
            using var listener = new DtlsListener(LessonPki.Server(), socket);
            Assert.Same(socket, listener.Socket);
            (DtlsSession client, DtlsSession served) = listener.Meet();
            client.AssertEcho(served);
            client.Dispose();
            listener.Stop();
            Assert.True(socket.Blocking);
        }

        Assert.True(socket.IsBound);
    }

    /// <summary>Repeats nothing of its own accord while a test lasts.</summary>
    private static DtlsContext Patient => LessonPki.Server() with { FirstResend = LessonPki.Bound / 2 };

    private static DtlsListener Listening(DtlsContext? context = null) =>
        new(context ?? Patient, new IPEndPoint(IPAddress.Loopback, 0));

    /// <summary>Bytes without sense, beginnings of records, and ClientHellos that are cut or changed.</summary>
    private static byte[] Garbage(Random random, byte[] hello)
    {
        byte[] bytes = random.Next(2) == 0 ? new byte[random.Next(200)] : hello[..random.Next(hello.Length)];
        if (bytes.Length > 0 && random.Next(2) == 0)
        {
            random.NextBytes(bytes.AsSpan(random.Next(bytes.Length)));
        }

        return bytes;
    }

    [Theory]
    [InlineData(11111, SocketError.AccessDenied, "excludedportrange")]
    [InlineData(443, SocketError.AccessDenied, "from 1024 to 65535")]
    [InlineData(11111, SocketError.AddressAlreadyInUse, "is taken")]
    [InlineData(11111, SocketError.TooManyOpenSockets, "ulimit -n")]
    [InlineData(11111, SocketError.AddressFamilyNotSupported, "use an IPv4 address")]
    public void Why_a_port_cannot_be_had_is_said_for_each_system(int port, SocketError error, string words) =>
        Assert.Contains(
            words,
            DtlsNotebooks.Dtls.Engine.ListenerSocket.WhyNot(new IPEndPoint(IPAddress.Loopback, port), error),
            StringComparison.Ordinal
        );
}
