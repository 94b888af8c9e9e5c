using System.Net;
using System.Net.Sockets;
using DtlsNotebooks.Dtls;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>Nothing waits for ever, and a peer that comes back is heard.</summary>
public sealed class VanishingPeerTests
{
    private const byte ClientHello = 1;
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(200);

    [Fact]
    public void Where_nobody_listens_a_handshake_ends_and_says_so()
    {
        DtlsContext context = LessonPki.Client() with { HandshakeTimeout = Soon };

        DtlsException error = Assert.Throws<DtlsException>(() =>
            DtlsSession.ConnectTo(context, ReservedPort.NextAddress())
        );

        Assert.True(error.Error is DtlsError.PeerUnreachable, error.Message);
    }

    [Fact]
    public void Where_nobody_answers_a_handshake_times_out()
    {
        using Socket silent = Loopback.Bound();
        DtlsContext context = LessonPki.Client() with { HandshakeTimeout = Soon };

        DtlsException error = Assert.Throws<DtlsException>(() => DtlsSession.ConnectTo(context, silent.Address()));

        Assert.Equal(DtlsError.TimedOut, error.Error);
        Assert.True(silent.Poll(0, SelectMode.SelectRead));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void A_path_that_breaks_during_the_handshake_ends_it_on_both_sides(int passed)
    {
        // Where one side gets through, it must not depend on how quick this machine is.
        TimeSpan limit = passed == 5 ? TimeSpan.FromSeconds(5) : Soon;
        var path = new BreakingPath(passed);
        using var run = HandshakeRun.Make(
            LessonPki.Client() with
            {
                HandshakeTimeout = limit,
            },
            LessonPki.Server() with
            {
                HandshakeTimeout = limit,
                IdleTimeout = Soon,
            },
            pass: path.Pass
        );

        Assert.Equal(DtlsStatus.TimedOut, run.ClientStatus);
        // The sixth datagram is the server's last: it cannot know that it was lost.
        Assert.Equal(passed == 5 ? DtlsStatus.Done : DtlsStatus.TimedOut, run.ServerStatus);
    }

    [Fact]
    public void After_its_handshake_has_timed_out_a_session_is_over_and_says_why()
    {
        using Socket silent = Loopback.Bound();
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Connect(silent.Address());
        using var session = new DtlsSession(LessonPki.Client() with { HandshakeTimeout = Soon }, socket);

        Assert.Equal(DtlsStatus.TimedOut, session.Connect("localhost"));
        Assert.Equal(DtlsStatus.Closed, session.Connect("localhost"));
        Assert.Equal(DtlsError.TimedOut, Assert.Throws<DtlsException>(() => session.WriteText("x")).Error);
        Assert.Equal(DtlsError.TimedOut, Assert.Throws<DtlsException>(() => session.Read([], out _)).Error);
    }

    [Fact]
    public void A_client_whose_flights_are_refused_gives_up_long_before_its_time()
    {
        DtlsContext context = LessonPki.Client() with { HandshakeTimeout = TimeSpan.FromHours(1) };

        DtlsException error = Assert.Throws<DtlsException>(() =>
            DtlsSession.ConnectTo(context, ReservedPort.NextAddress())
        );

        Assert.Equal(DtlsError.PeerUnreachable, error.Error);
        Assert.Contains("3 flights", error.Message);
    }

    [Fact]
    public void A_handshake_that_took_too_long_tells_nobody()
    {
        // Long enough for a slow machine to come as far as flight 4.
        var limit = TimeSpan.FromSeconds(2);
        var sent = new List<byte>();
        using var run = HandshakeRun.Make(
            LessonPki.Client() with
            {
                HandshakeTimeout = limit,
            },
            LessonPki.Server() with
            {
                HandshakeTimeout = limit,
            },
            pass: (toServer, datagram) =>
            {
                lock (sent)
                    sent.Add(datagram[0]);
                // Both hellos and flight 4 pass; flight 5, which begins with the client's key, never does.
                return !toServer || datagram[13] == ClientHello ? [datagram] : [];
            }
        );

        Assert.Equal((DtlsStatus.TimedOut, DtlsStatus.TimedOut), (run.ClientStatus, run.ServerStatus));
        Assert.True(run.Server.Statistics.DatagramsSent > 1, "The server never began its handshake.");
        Assert.DoesNotContain((byte)21, sent);
    }

    [Fact]
    public void A_listener_at_all_addresses_takes_both_families()
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6 && Socket.OSSupportsIPv4, "one family alone");
        using var server = new ListenerServer(
            new DtlsListener(LessonPki.Server(), new IPEndPoint(IPAddress.IPv6Any, 0))
        );
        foreach (IPAddress address in new[] { IPAddress.Loopback, IPAddress.IPv6Loopback })
        {
            using var client = DtlsSession.ConnectTo(
                LessonPki.Client(),
                new IPEndPoint(address, server.Listener.LocalEndPoint.Port)
            );
            client.WriteText("either way");
            Assert.Equal("either way", client.ReadText());
        }
    }

    [Theory]
    [InlineData(SocketError.ConnectionReset)]
    [InlineData(SocketError.ConnectionRefused)]
    [InlineData(SocketError.NetworkReset)]
    [InlineData(SocketError.NetworkUnreachable)]
    [InlineData(SocketError.NetworkDown)]
    [InlineData(SocketError.HostUnreachable)]
    public void A_report_of_the_network_is_no_fault_of_the_socket(SocketError error) =>
        Assert.True(UdpTransport.IsUnreachable(error));

    [Fact]
    public async Task A_server_that_comes_late_is_found()
    {
        IPEndPoint address = ReservedPort.NextAddress();
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Connect(address);
        using var client = new DtlsSession(LessonPki.Client(), socket);
        Task<DtlsStatus> connected = OwnThread.Run(() => client.Connect("localhost"));
        await Until(() => client.Statistics.Unreachable > 0);

        using var late = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        late.Bind(address);
        using var server = new DtlsSession(LessonPki.Server(), late);
        Assert.Equal(DtlsStatus.Done, server.Accept());

        Assert.Equal(DtlsStatus.Done, await connected);
        client.WriteText("at last");
        Assert.Equal("at last", server.ReadText());
    }

    [Fact]
    public void A_peer_that_vanished_is_waited_for_and_then_reported()
    {
        using var run = HandshakeRun.Make(LessonPki.Client(), LessonPki.Server());
        run.AssertWorks();
        ((UdpTransport)run.Client.Transport).Socket.Dispose();

        for (int i = 0; i < 5; i++)
        {
            run.Server.WriteText("hello?");
            Assert.Equal(
                DtlsStatus.TimedOut,
                run.Server.Read(new byte[10], out int count, TimeSpan.FromMilliseconds(30))
            );
            Assert.Equal(0, count);
        }

        Assert.True(run.Server.IsOpen);
        DtlsException error = Assert.Throws<DtlsException>(() => run.Server.ReadText(TimeSpan.FromMilliseconds(30)));
        Assert.True(error.Error is DtlsError.PeerUnreachable or DtlsError.TimedOut, error.Message);
    }

    [Fact]
    public void Without_a_client_accept_times_out_and_may_be_called_again()
    {
        using Socket socket = Loopback.Bound();
        using var session = new DtlsSession(LessonPki.Server(), socket);

        Assert.Equal(DtlsStatus.TimedOut, session.Accept(TimeSpan.FromMilliseconds(50)));
        Assert.Equal(DtlsStatus.TimedOut, session.Accept(TimeSpan.Zero));
    }

    [Fact]
    public void A_read_without_data_times_out_and_the_session_goes_on()
    {
        using var run = HandshakeRun.Make(LessonPki.Client(), LessonPki.Server());

        Assert.Equal(DtlsStatus.TimedOut, run.Client.Read(new byte[10], out _, TimeSpan.FromMilliseconds(30)));
        Assert.Equal(DtlsStatus.TimedOut, run.Client.Read(new byte[10], out _, TimeSpan.Zero));
        Assert.Equal(
            DtlsError.TimedOut,
            Assert.Throws<DtlsException>(() => run.Client.Read(TimeSpan.FromMilliseconds(30))).Error
        );
        Assert.Throws<ArgumentOutOfRangeException>(() => run.Client.Read(Timeout.InfiniteTimeSpan));
        run.AssertWorks();
    }

    [Fact]
    public async Task Disposing_ends_every_call_that_waits()
    {
        using var run = HandshakeRun.Make(LessonPki.Client(), LessonPki.Server());
        using Socket silent = Loopback.Bound();
        using Socket caller = Loopback.Bound();
        using Socket listening = Loopback.Bound();
        caller.Connect(silent.Address());
        var connecting = new DtlsSession(LessonPki.Client(), caller);
        var accepting = new DtlsSession(LessonPki.Server(), listening);
        CancellationToken token = TestContext.Current.CancellationToken;
        Task<DtlsStatus> read = OwnThread.Run(() => run.Server.Read(new byte[10], out _));
        Task<DtlsException> connect = OwnThread.Run(() =>
            Assert.Throws<DtlsException>(() => connecting.Connect("localhost"))
        );
        Task<DtlsException> accept = OwnThread.Run(() => Assert.Throws<DtlsException>(() => accepting.Accept()));
        silent.SendTo(new byte[1], listening.Address());
        await Until(() => connecting.Statistics.DatagramsSent > 0 && accepting.Statistics.DatagramsReceived > 0);

        run.Server.Dispose();
        accepting.Dispose();
        connecting.Dispose();

        Assert.Equal(DtlsStatus.Closed, await read);
        Assert.Equal(DtlsError.SessionClosed, (await accept).Error);
        Assert.Equal(DtlsError.SessionClosed, (await connect).Error);
    }

    private static async Task Until(Func<bool> condition)
    {
        using var bound = new CancellationTokenSource(LessonPki.Bound);
        while (!condition())
        {
            await Task.Delay(5, bound.Token);
        }
    }

    /// <summary>
    /// Hands on the first so many datagrams of a handshake, however often each comes: a slow machine sends a flight
    /// again, and that is no step forward. The first datagram beyond them breaks the path for good.
    /// </summary>
    private sealed class BreakingPath(int passed)
    {
        private readonly HashSet<(bool ToServer, byte Record, byte Message, int Length)> _seen = [];
        private bool _broken;

        internal IEnumerable<byte[]> Pass(bool toServer, byte[] datagram)
        {
            // The first byte of the record, and the first of the message in it, which the record's header precedes.
            _seen.Add((toServer, datagram[0], datagram[13], datagram.Length));
            _broken |= _seen.Count > passed;
            return _broken ? [] : [datagram];
        }
    }
}
