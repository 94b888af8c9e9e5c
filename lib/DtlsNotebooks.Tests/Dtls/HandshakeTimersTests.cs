using System.Net;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Engine;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>What the timers of a listener's handshakes keep does not grow with the datagrams that come.</summary>
public sealed class HandshakeTimersTests : IDisposable
{
    private static readonly byte[] Hello = new byte[100];

    private readonly HandshakeTimers _timers = new();
    private readonly ListenerSocket _socket = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly DtlsContext _context = LessonPki.Client();

    [Fact]
    public void A_client_that_sends_without_end_has_one_entry()
    {
        Connection connection = UnderWay(TimeSpan.FromHours(1));
        for (int i = 0; i < 1000; i++)
        {
            _timers.Touch(connection);
            Assert.NotNull(_timers.Nearest());
        }

        Assert.Equal(1, _timers.Count);
    }

    [Fact]
    public void A_loop_that_never_asks_keeps_no_connection_that_has_ended()
    {
        for (int i = 0; i < 10; i++)
        {
            Connection connection = UnderWay(TimeSpan.FromHours(1));
            _timers.Touch(connection);
            _timers.Tidy();
            connection.Session.Dispose();
            _timers.Touch(connection);
        }

        _timers.Tidy();

        Assert.Equal(0, _timers.Count);
    }

    [Fact]
    public void The_nearest_is_found_though_others_were_entered_before_it()
    {
        Connection late = UnderWay(TimeSpan.FromHours(2));
        Connection soon = UnderWay(TimeSpan.FromHours(1));
        _timers.Touch(late);
        Assert.InRange(_timers.Nearest()!.Value, TimeSpan.FromMinutes(119), TimeSpan.FromHours(2));
        _timers.Touch(soon);
        Assert.InRange(_timers.Nearest()!.Value, TimeSpan.FromMinutes(59), TimeSpan.FromHours(1));

        soon.Session.Dispose();

        Assert.InRange(_timers.Nearest()!.Value, TimeSpan.FromMinutes(119), TimeSpan.FromHours(2));
        Assert.Empty(_timers.RunOut());
    }

    [Fact]
    public void A_timer_that_ran_out_is_told_until_somebody_sees_to_it()
    {
        Connection connection = UnderWay(TimeSpan.FromMilliseconds(1));
        _timers.Touch(connection);
        Assert.True(SpinWait.SpinUntil(() => _timers.Nearest() == TimeSpan.Zero, LessonPki.Bound));

        Assert.Same(connection, Assert.Single(_timers.RunOut()));
        Assert.Same(connection, Assert.Single(_timers.RunOut()));
        connection.Session.Dispose();
        Assert.Empty(_timers.RunOut());
        Assert.Equal(0, _timers.Count);
    }

    public void Dispose()
    {
        _socket.Dispose();
    }

    /// <summary>With the handshake of a client, since that needs no other side.</summary>
    private Connection UnderWay(TimeSpan firstResend)
    {
        DtlsContext context = _context with { FirstResend = firstResend, HandshakeTimeout = TimeSpan.FromHours(3) };
        var transport = new PeerTransport(
            _socket,
            new IPEndPoint(IPAddress.Loopback, 9).Serialize(),
            context,
            new ListenerLimits(),
            _ => { }
        );
        var session = new DtlsSession(context, transport) { Blocking = false };
        Assert.Equal(DtlsStatus.WantRead, session.Connect("localhost"));
        return new Connection(transport, session, Hello, 0);
    }
}
