using System.Net;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>
/// Sorts what one socket receives by peer: known peers' datagrams go to their sessions, a ClientHello goes to the
/// cookie exchange, and nothing is kept of a peer before its cookie is proved (RFC 6347, section 4.2.1). Used by one
/// thread at a time.
/// </summary>
internal sealed class Demultiplexer : IDisposable
{
    private const int LargestDatagram = 65_536;
    private static readonly TimeSpan LongestBetweenChecks = TimeSpan.FromSeconds(1);

    private readonly DtlsContext _context;
    private readonly ListenerSocket _socket;
    private readonly ConnectionTable _table;
    private readonly ListenerLimits _limits;
    private readonly ListenerCounters _counters;
    private readonly CookieAnswer _answer;
    private readonly byte[] _buffer = new byte[LargestDatagram];
    private long _lastCheck;

    internal Demultiplexer(
        DtlsContext context,
        ListenerSocket socket,
        ConnectionTable table,
        ListenerLimits limits,
        ListenerCounters counters
    )
    {
        (_context, _socket, _table, _limits, _counters) = (context, socket, table, limits, counters);
        _answer = new CookieAnswer(socket, counters);
        _lastCheck = limits.Clock.GetTimestamp();
    }

    /// <summary>New sessions wait in their calls.</summary>
    internal bool Blocking { get; init; } = true;

    /// <summary>Told of each connection that now has something to do.</summary>
    internal Action<Connection>? Touched { get; init; }

    /// <summary>Told of each connection that ends because a newer one replaces it, or because it has expired.</summary>
    internal Action<Connection>? Ended { get; init; }

    /// <summary>Receives the datagrams that lie ready, up to a number, and sorts them.</summary>
    /// <param name="wait">How long to wait for the first one.</param>
    /// <param name="most">How many at most.</param>
    /// <exception cref="ObjectDisposedException">The socket is closed.</exception>
    internal void SortReady(TimeSpan wait, int most)
    {
        for (int i = 0; i < most && _socket.Wait(i == 0 ? wait : TimeSpan.Zero); i++)
        {
            int length = _socket.Receive(_buffer);
            if (length >= 0 && Sort(length) is Connection connection)
                Touched?.Invoke(connection);
        }
    }

    /// <summary>Ends the connections that have had their time, where it is time to look for them.</summary>
    internal void ExpireWhenDue()
    {
        if (_limits.Clock.GetElapsedTime(_lastCheck) < BetweenChecks())
        {
            return;
        }

        _lastCheck = _limits.Clock.GetTimestamp();
        foreach (Connection connection in _table.Expired())
        {
            Expire(connection);
        }
    }

    public void Dispose() => _answer.Dispose();

    private Connection? Sort(int length)
    {
        _counters.Datagram();
        ReadOnlySpan<byte> datagram = _buffer.AsSpan(0, length);
        bool isHello = HelloFragment.TryRead(datagram, out HelloFragment hello);
        Connection? known = _table.Find(_socket.Sender);
        if (known is not null && !(isHello && IsOfNewClient(known, hello)))
        {
            return Deliver(known, datagram, isHello);
        }

        if (isHello)
        {
            return Greet(known, datagram);
        }

        _counters.Stray();
        return null;
    }

    /// <summary>
    /// Of a client that has started again at a known address; all other hellos repeat what the connection knows.
    /// </summary>
    private bool IsOfNewClient(Connection known, in HelloFragment hello) =>
        hello.Offset == 0 ? !known.IsRepeat(hello) : _context.Cookies.Awaits(_socket.ToEndPoint(_socket.Sender), hello);

    private Connection? Deliver(Connection connection, ReadOnlySpan<byte> datagram, bool isHello)
    {
        // The session has this very ClientHello already; later a repeat asks it to repeat its own flight.
        if (isHello && !connection.Transport.HasSent)
        {
            _counters.RepeatedHello();
            return null;
        }

        bool delivered = connection.Transport.Deliver(datagram);
        if (!delivered)
        {
            connection.Session.TakeIn(_limits.QueueCapacity);
            delivered = connection.Transport.Deliver(datagram);
        }

        if (!delivered)
            _counters.QueueFull();
        else if (Blocking && MayRepeatFlight(datagram))
            connection.Session.RepeatLastFlight();

        return connection;
    }

    private static bool MayRepeatFlight(ReadOnlySpan<byte> datagram) =>
        datagram.Length > 0 && (short)datagram[0] is ContentType.handshake or ContentType.change_cipher_spec;

    /// <summary>
    /// Lets a ClientHello prove its cookie. The older connection of its sender is left in peace until then: the sender
    /// may be forged.
    /// </summary>
    private Connection? Greet(Connection? older, ReadOnlySpan<byte> datagram)
    {
        if (older is null && !_table.HasRoom)
        {
            _counters.RefusedFull();
            return null;
        }

        DtlsRequest? request = _context.Cookies.Check(
            _socket.ToEndPoint(_socket.Sender),
            datagram,
            _answer,
            out HelloOutcome outcome
        );
        _counters.Hello(outcome);
        return request is null ? null : Admit(request);
    }

    private Connection? Admit(DtlsRequest request)
    {
        var transport = new PeerTransport(_socket, Copy(_socket.Sender), _context, _limits, _table.Remove);
        var session = new DtlsSession(_context, transport) { Proved = request, Blocking = Blocking };
        var connection = new Connection(
            transport,
            session,
            BouncyCastleRequest.RandomOf(request),
            _limits.Clock.GetTimestamp()
        );
        if (!_table.TryAdd(connection, out Connection? older))
        {
            session.Dispose();
            return null;
        }

        _counters.Client();
        if (older is not null)
        {
            _counters.Replaced();
            // In silence: who listens at that address now is the new client, and it does not know the old session.
            older.Transport.Close();
            Ended?.Invoke(older);
        }

        return connection;
    }

    private void Expire(Connection connection)
    {
        if (connection.IsHalfOpen)
        {
            _counters.ExpiredHalfOpen();
        }
        else
        {
            _counters.ExpiredIdle();
        }

        connection.End();
        Ended?.Invoke(connection);
    }

    private TimeSpan BetweenChecks()
    {
        TimeSpan shorter =
            _limits.HalfOpenTimeout < _limits.IdleTimeout ? _limits.HalfOpenTimeout : _limits.IdleTimeout;
        return shorter / 4 < LongestBetweenChecks ? shorter / 4 : LongestBetweenChecks;
    }

    /// <summary>The socket writes the next sender over this one.</summary>
    private static SocketAddress Copy(SocketAddress address)
    {
        var copy = new SocketAddress(address.Family, address.Size);
        address.Buffer.Span[..address.Size].CopyTo(copy.Buffer.Span);
        return copy;
    }
}
