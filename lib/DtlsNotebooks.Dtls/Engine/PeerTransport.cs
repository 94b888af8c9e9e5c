using System.Net;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>
/// What the session of one peer sends and receives through: the listener's socket on the way out, a queue on the way
/// in.
/// </summary>
internal sealed class PeerTransport : SessionTransport
{
    /// <summary>
    /// What is left of a client's handshake after its ClientHello, where it shows no certificate: the longest message
    /// is a ClientKeyExchange,
    /// at most an encrypted premaster secret or a Diffie-Hellman value of 1024 bytes (RFC 5246, section 7.4.7).
    /// </summary>
    private const int LongestWithoutCertificate = 2048;

    private readonly ListenerSocket _socket;
    private readonly DatagramQueue _queue;
    private readonly TimeProvider _clock;
    private readonly Action<PeerTransport> _closed;
    private long _lastActive;
    private volatile bool _hasSent;

    internal PeerTransport(
        ListenerSocket socket,
        SocketAddress address,
        DtlsContext context,
        ListenerLimits limits,
        Action<PeerTransport> closed
    )
        : base(context.SendLimit)
    {
        _socket = socket;
        _queue = new DatagramQueue(limits.QueueCapacity, limits.Memory);
        _clock = limits.Clock;
        _closed = closed;
        Address = address;
        Peer = socket.ToEndPoint(address);
        LongestExpected = context.RequireClientCertificate ? LongestRecord : LongestWithoutCertificate;
        Touch();
    }

    /// <summary>The peer, as the operating system writes it.</summary>
    internal SocketAddress Address { get; }

    public override IPEndPoint Peer { get; }

    public override IPEndPoint LastSender => Peer;

    /// <summary>How long no datagram has come or gone.</summary>
    internal TimeSpan Idle => _clock.GetElapsedTime(Interlocked.Read(ref _lastActive));

    /// <summary>The session has begun to answer.</summary>
    internal bool HasSent => _hasSent;

    /// <summary>Datagrams wait to be received.</summary>
    internal bool HasDatagrams => !_queue.IsEmpty;

    public override void SetPeer(IPEndPoint client) { }

    /// <summary>Hands a received datagram to the session.</summary>
    /// <returns>False where its queue is full.</returns>
    internal bool Deliver(ReadOnlySpan<byte> datagram)
    {
        Touch();
        return _queue.TryPut(datagram);
    }

    protected override void SendDatagram(ReadOnlySpan<byte> datagram)
    {
        _hasSent = true;
        Touch();
        _socket.Send(datagram, Address);
    }

    protected override int ReceiveDatagram(Span<byte> buffer, TimeSpan wait) => _queue.Take(buffer, wait);

    internal override int ReceivePooled(out byte[] datagram, TimeSpan wait) => _queue.Take(out datagram, wait);

    protected override async ValueTask WaitForDatagramAsync(CancellationToken cancellationToken) =>
        await _queue.WaitAsync(cancellationToken).ConfigureAwait(false);

    protected override void CloseChannel()
    {
        // First out of the table: a reader whom the queue wakes may look whether the connection has gone.
        _closed(this);
        _queue.Dispose();
    }

    private void Touch() => Interlocked.Exchange(ref _lastActive, _clock.GetTimestamp());
}
