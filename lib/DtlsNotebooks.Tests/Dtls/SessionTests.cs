using System.Globalization;
using System.Net;
using System.Net.Sockets;
using DtlsNotebooks.Dtls;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Tests.Dtls;

public sealed class SessionTests
{
    [Fact]
    public void The_largest_write_fits_one_datagram_and_more_is_refused()
    {
        using var run = HandshakeRun.Make(LessonPki.Client(), LessonPki.Server(), pass: (_, datagram) => [datagram]);
        byte[] data = new byte[run.Client.LargestWrite];
        new Random(1).NextBytes(data);

        run.Client.Write(data);

        Assert.Equal(data, run.Server.Read());
        // On a busy machine a flight of the handshake may be repeated behind it.
        Assert.Equal(
            [SessionTransport.LargestDatagram],
            run.Relay!.Seen.Select(seen => seen.Datagram)
                .Where(datagram => datagram[0] == ContentType.application_data)
                .Select(datagram => datagram.Length)
        );
        Assert.Contains(
            "one datagram",
            Assert.Throws<ArgumentException>(() => run.Client.Write(new byte[data.Length + 1])).Message
        );
        run.AssertWorks();
    }

    [Fact]
    public void What_a_small_buffer_leaves_comes_with_the_next_read()
    {
        using var run = HandshakeRun.Make(LessonPki.Client(), LessonPki.Server());
        run.Client.Write([1, 2, 3, 4, 5]);
        run.Client.Write([6]);
        byte[] buffer = new byte[3];

        Assert.Equal((DtlsStatus.Done, 3), (run.Server.Read(buffer, out int first), first));
        Assert.Equal((DtlsStatus.Done, 2), (run.Server.Read(buffer, out int second), second));
        Assert.Equal([4, 5], buffer[..2]);
        Assert.Equal([6], run.Server.Read());
    }

    [Fact]
    public void An_empty_record_is_a_record()
    {
        using var run = HandshakeRun.Make(LessonPki.Client(), LessonPki.Server());
        run.Client.Write([]);

        Assert.Equal((DtlsStatus.Done, 0), (run.Server.Read(new byte[10], out int count), count));
        run.AssertWorks();
    }

    [Fact]
    public void After_close_notify_both_sides_are_closed()
    {
        using var run = HandshakeRun.Make(LessonPki.Client(), LessonPki.Server());
        run.AssertWorks();

        run.Client.Shutdown();
        run.Client.Shutdown();

        Assert.Equal(DtlsStatus.Closed, run.Server.Read(new byte[10], out _));
        Assert.False(run.Server.IsOpen || run.Client.IsOpen);
        Assert.Equal((DtlsError.PeerClosed, DtlsSide.Peer), Failure(() => run.Server.WriteText("too late")));
        Assert.Equal((DtlsError.PeerClosed, DtlsSide.Peer), Failure(() => run.Server.Read()));
        Assert.Equal((DtlsError.SessionClosed, DtlsSide.Local), Failure(() => run.Client.WriteText("too late")));
        Assert.Equal(DtlsStatus.Closed, run.Client.Read(new byte[10], out _));
    }

    [Fact]
    public void Disposing_twice_and_late_is_safe()
    {
        using var run = HandshakeRun.Make(LessonPki.Client(), LessonPki.Server());
        run.Server.Dispose();
        run.Client.Dispose();
        run.Client.Dispose();

        Assert.Throws<InvalidOperationException>(() => run.Client.Connect("localhost"));
    }

    [Fact]
    public async Task A_session_over_a_socket_that_is_not_connected_hears_its_peer_only()
    {
        using Socket serverSocket = Loopback.Bound();
        using Socket clientSocket = Loopback.Bound();
        using Socket stranger = Loopback.Bound();
        using var server = new DtlsSession(LessonPki.Server(), serverSocket);
        using var client = new DtlsSession(LessonPki.Client(), clientSocket, serverSocket.Address());
        for (int i = 0; i < 5; i++)
        {
            stranger.SendTo(new byte[100], clientSocket.Address());
        }

        Task<DtlsStatus> accepted = OwnThread.Run(() => server.Accept());
        client.Connect("localhost");
        Assert.Equal(DtlsStatus.Done, await accepted);
        stranger.SendTo(new byte[100], serverSocket.Address());
        client.WriteText("me");

        Assert.Equal("me", server.ReadText());
        Assert.Equal(clientSocket.Address(), server.Transport.Peer);
        Assert.Equal(0, client.Statistics.Ignored);
    }

    [Fact]
    public async Task Two_may_write_while_one_reads()
    {
        const int Each = 50;
        using var run = HandshakeRun.Make(LessonPki.Client(), LessonPki.Server());
        CancellationToken token = TestContext.Current.CancellationToken;
        Task[] writers =
        [
            .. Enumerable
                .Range(0, 2)
                .Select(writer =>
                    OwnThread.Run(() =>
                    {
                        for (int i = 0; i < Each; i++)
                        {
                            run.Client.WriteText($"{writer}:{i}");
                        }
                    })
                ),
        ];

        HashSet<string> read = [];
        for (int i = 0; i < 2 * Each; i++)
        {
            read.Add(run.Server.ReadText());
        }

        await Task.WhenAll(writers);
        Assert.Equal(2 * Each, read.Count);
    }

    [Fact]
    public void A_socket_that_was_not_bound_or_connected_is_told_in_a_sentence()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        using var server = new DtlsSession(LessonPki.Server(), socket);
        using var client = new DtlsSession(LessonPki.Client(), socket);

        Assert.Contains("bind it", Assert.Throws<InvalidOperationException>(() => server.Accept()).Message);
        Assert.Contains(
            "connect the socket",
            Assert.Throws<InvalidOperationException>(() => client.Connect("localhost")).Message
        );

        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Assert.Equal(DtlsStatus.TimedOut, server.Accept(TimeSpan.FromMilliseconds(1)));
    }

    [Fact]
    public void A_number_in_a_sentence_is_written_the_same_everywhere()
    {
        using var run = HandshakeRun.Make(LessonPki.Client(), LessonPki.Server());
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            comma.NumberFormat.NumberDecimalSeparator = ",";
            CultureInfo.CurrentCulture = comma;

            Assert.Contains(
                "0.005 seconds",
                Assert.Throws<DtlsException>(() => run.Client.Read(TimeSpan.FromMilliseconds(5))).Message
            );
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_tcp_socket_is_refused()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

        Assert.Contains(
            "UDP",
            Assert.Throws<ArgumentException>(() => new DtlsSession(LessonPki.Client(), socket)).Message
        );
    }

    [Fact]
    public async Task It_works_over_IPv6()
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6, "This machine has no IPv6.");
        using var serverSocket = new Socket(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            serverSocket.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));
        }
        catch (SocketException)
        {
            Assert.Skip("This machine has no IPv6 loopback.");
        }

        using var server = new DtlsSession(LessonPki.Server(), serverSocket);
        Task<DtlsStatus> accepted = OwnThread.Run(() => server.Accept());
        using var client = DtlsSession.ConnectTo(LessonPki.Client(), serverSocket.Address(), "::1");
        Assert.Equal(DtlsStatus.Done, await accepted);
        client.WriteText("six");

        Assert.Equal("six", server.ReadText());
    }

    /// <summary>Such a socket names its IPv4 peers by their IPv6-mapped addresses.</summary>
    [Fact]
    public async Task A_socket_for_both_families_hears_the_IPv4_peer_that_it_was_given()
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6, "This machine has no IPv6.");
        using Socket serverSocket = Loopback.Bound();
        using var server = new DtlsSession(LessonPki.Server(), serverSocket);
        Task<DtlsStatus> accepted = OwnThread.Run(() => server.Accept());
        using var socket = new Socket(SocketType.Dgram, ProtocolType.Udp);
        Assert.True(socket.DualMode);
        using var client = new DtlsSession(
            LessonPki.Client() with
            {
                HandshakeTimeout = TimeSpan.FromSeconds(10),
            },
            socket,
            serverSocket.Address()
        );

        Assert.Equal(DtlsStatus.Done, client.Connect("localhost"));
        Assert.Equal(DtlsStatus.Done, await accepted);
        client.AssertEcho(server);
    }

    private static (DtlsError Error, DtlsSide FoundBy) Failure(Action action)
    {
        DtlsException error = Assert.Throws<DtlsException>(action);
        return (error.Error, error.FoundBy);
    }
}
