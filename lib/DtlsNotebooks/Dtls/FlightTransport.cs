using System.Diagnostics;
using System.Net;
using System.Runtime.CompilerServices;
using DtlsNotebooks.Dtls.Engine;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Dtls;

/// <summary>
/// What BouncyCastle's DTLS sends and receives through. The records of a flight are gathered into as few
/// datagrams as the limit allows (RFC 6347, section 4.1.1) and go out at the latest with the next receive;
/// application data and alerts go out at once. What cannot be a DTLS record is dropped on the way in.
/// </summary>
/// <remarks>One thread may receive while others send. A call that waits ends with an <see cref="IOException"/> when another thread closes the transport.</remarks>
public abstract class FlightTransport : DatagramTransport, IDisposable
{
    /// <summary>The largest datagram this library sends, in bytes of UDP payload: some peers read no more.</summary>
    public const int LargestDatagram = 1400;

    /// <summary>The smallest limit that can be set, in bytes: a Finished message must fit.</summary>
    public const int SmallestLimit = 64;

    /// <summary>The longest record there is: header, 2^14 bytes and what protection may add (RFC 5246, section 6.2.3).</summary>
    private const int LongestRecord = RecordFilter.HeaderLength + 16384 + 2048;

    /// <summary>What a peer's records have room in as a rule: many times an Ethernet frame would only be allocated in vain.</summary>
    private const int UsualRecord = 4096;

    /// <summary>The buffer has no room for the record that came: whoever called asks again with a larger one.</summary>
    private const int TooSmall = -2;

    /// <summary>A call that must not wait takes no more datagrams in one go, so that a flood at one session does not keep a loop from its others.</summary>
    private const int MostInARow = 64;

    private readonly Lock _sendLock = new();
    private readonly DatagramGatherer _flight;
    private readonly RecordFilter _filter = new();
    private readonly TransportCounters _counters = new();
    private volatile bool _closed;
    private volatile bool _peerSeemsGone;
    private int _inARow;
    private readonly RecordStage _stage = new();
    private volatile int _receiveLimit = LongestRecord;

    /// <summary>Prepares a transport.</summary>
    /// <param name="sendLimit">The largest datagram to send, from <see cref="SmallestLimit"/> to <see cref="LargestDatagram"/> bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is outside that range.</exception>
    protected FlightTransport(int sendLimit)
    {
        if (sendLimit is < SmallestLimit or > LargestDatagram)
        {
            throw new ArgumentOutOfRangeException(nameof(sendLimit), sendLimit, $"A datagram limit is from {SmallestLimit} to {LargestDatagram} bytes.");
        }

        _flight = new DatagramGatherer(sendLimit, SendNow);
    }

    /// <summary>The peer's address and port; null where a server does not know its client yet.</summary>
    public abstract IPEndPoint? Peer { get; }

    /// <summary>Who sent the datagram that was received last; null before the first.</summary>
    public abstract IPEndPoint? LastSender { get; }

    /// <summary>The transport is closed.</summary>
    public bool IsClosed => _closed;

    /// <summary>The network has said that nobody listens at the peer's port, and no datagram has come since.</summary>
    internal bool PeerSeemsGone => _peerSeemsGone;

    /// <summary>What it has carried so far.</summary>
    public TransportStatistics Statistics => _counters.Snapshot();

    /// <summary>
    /// What a receive does in place of waiting, and for how long at most it would have waited; null where it may wait.
    /// It returns when there may be a datagram, or throws.
    /// </summary>
    internal Action<TimeSpan>? Parking { get; set; }

    /// <summary>A datagram can be sent without waiting for room.</summary>
    internal bool IsWritable => CanSendDatagram();

    /// <summary>From now on this is the peer, and datagrams of others are not received.</summary>
    /// <param name="client">The client's address and port, once its cookie is proved.</param>
    public abstract void Adopt(IPEndPoint client);

    /// <summary>The largest record that can be received, in bytes.</summary>
    public int GetReceiveLimit() => _receiveLimit;

    /// <summary>
    /// Begins with a small receive limit, which the first longer record raises; it is kept meanwhile. BouncyCastle allocates two buffers
    /// of the limit for each message of a handshake and one for each record after it, which made up half of all that a handshake allocates.
    /// In mid-handshake a record above the limit is only taken after the next resend: no peer sends such, unless it takes the path for one
    /// whose datagrams may have tens of kilobytes.
    /// </summary>
    internal void BeginSmall() => _receiveLimit = UsualRecord;

    /// <summary>The largest datagram that will be sent, in bytes.</summary>
    public int GetSendLimit() => _flight.Limit;

    /// <inheritdoc cref="Send(ReadOnlySpan{byte})"/>
    /// <param name="buf">Holds the record.</param>
    /// <param name="off">Where it begins.</param>
    /// <param name="len">How long it is.</param>
    public void Send(byte[] buf, int off, int len) => Send(buf.AsSpan(off, len));

    /// <summary>Sends a record, together with those before it where they fit one datagram.</summary>
    /// <param name="buffer">One DTLS record.</param>
    /// <exception cref="IOException">The transport is closed.</exception>
    public void Send(ReadOnlySpan<byte> buffer)
    {
        lock (_sendLock)
        {
            ThrowIfClosed();
            _flight.Add(buffer);
        }
    }

    /// <summary>Sends what has been gathered.</summary>
    /// <exception cref="IOException">The transport is closed.</exception>
    public void Flush()
    {
        lock (_sendLock)
        {
            ThrowIfClosed();
            _flight.Flush();
        }
    }

    /// <inheritdoc cref="Receive(Span{byte}, int)"/>
    /// <param name="buf">Receives the records.</param>
    /// <param name="off">Where to put them.</param>
    /// <param name="len">How much room there is.</param>
    /// <param name="waitMillis">How long to wait, in milliseconds; 0 waits until the transport is closed.</param>
    public int Receive(byte[] buf, int off, int len, int waitMillis) => Receive(buf.AsSpan(off, len), waitMillis);

    /// <summary>Sends what has been gathered, then receives one datagram.</summary>
    /// <param name="buffer">Receives its records.</param>
    /// <param name="waitMillis">How long to wait, in milliseconds; 0 waits until the transport is closed.</param>
    /// <returns>How many bytes came, or -1 where the time ran out.</returns>
    /// <exception cref="IOException">The transport is closed.</exception>
    public int Receive(Span<byte> buffer, int waitMillis)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(waitMillis);
        Flush();
        long start = Stopwatch.GetTimestamp();
        TimeSpan bound = waitMillis == 0 ? TimeSpan.MaxValue : TimeSpan.FromMilliseconds(waitMillis);
        int length;
        do
        {
            ThrowIfClosed();
            TimeSpan left = bound - Stopwatch.GetElapsedTime(start);
            length = Parking is Action<TimeSpan> park ? ReceiveOrPark(buffer, left, park) : ReceiveOrWait(buffer, left);
        }
        while (length == 0);
        return length;
    }

    /// <summary>Receives one datagram if one lies ready, without waiting.</summary>
    /// <param name="buffer">Receives its records.</param>
    /// <returns>How many bytes came, or -1 where none came.</returns>
    /// <exception cref="IOException">The transport is closed.</exception>
    internal int TryReceive(Span<byte> buffer)
    {
        Flush();
        int length = 0;
        for (int i = 0; i < MostInARow && length == 0; i++)
        {
            length = ReceiveOnce(buffer, TimeSpan.Zero);
        }

        return length > 0 ? length : -1;
    }

    /// <summary>Looks for a datagram without waiting, and keeps it for the next receive.</summary>
    /// <returns>True where something waits for the next receive.</returns>
    /// <exception cref="IOException">The transport is closed.</exception>
    [SkipLocalsInit]
    internal bool TryFetch()
    {
        if (_stage.IsEmpty)
        {
            Span<byte> datagram = stackalloc byte[LongestRecord];
            int length = TryReceive(datagram);
            _stage.Put(datagram[..Math.Max(length, 0)]);
        }

        return !_stage.IsEmpty;
    }

    /// <summary>Sends nothing more, ends the calls that wait, and lets the channel go.</summary>
    public void Close()
    {
        lock (_sendLock)
        {
            if (_closed)
            {
                return;
            }

            _closed = true;
        }

        CloseChannel();
    }

    /// <summary>The same as <see cref="Close"/>.</summary>
    public void Dispose()
    {
        Close();
        GC.SuppressFinalize(this);
    }

    /// <summary>Sends one datagram to the peer. A datagram that the network refuses counts as lost.</summary>
    /// <param name="datagram">Its payload.</param>
    protected abstract void SendDatagram(ReadOnlySpan<byte> datagram);

    /// <summary>A datagram can be sent without waiting for room; what lies below may know better.</summary>
    protected virtual bool CanSendDatagram() => true;

    /// <summary>Waits for one datagram from the peer. It may return early with nothing, but must not do so without pause.</summary>
    /// <param name="buffer">Receives the payload.</param>
    /// <param name="wait">How long to wait at most; <see cref="TimeSpan.Zero"/>, which a nonblocking session gives, takes what lies ready and does not pause.</param>
    /// <returns>Its length, or -1 where none came.</returns>
    protected abstract int ReceiveDatagram(Span<byte> buffer, TimeSpan wait);

    /// <summary>Lets go of what lies below. Called once.</summary>
    protected abstract void CloseChannel();

    /// <summary>Counts a report that nobody listens at the peer's port.</summary>
    protected void CountUnreachable()
    {
        _peerSeemsGone = true;
        _counters.Unreachable();
    }

    /// <summary>Throws where the transport is closed.</summary>
    /// <exception cref="IOException">The transport is closed.</exception>
    protected void ThrowIfClosed()
    {
        // Not a return value: BouncyCastle takes -1 for a time-out and asks again at once, for ever.
        if (_closed)
        {
            throw new IOException("The transport is closed.");
        }
    }

    private int ReceiveOrWait(Span<byte> buffer, TimeSpan left)
    {
        int length = left > TimeSpan.Zero ? ReceiveOnce(buffer, UntilDue(left)) : TooSmall;
        return length == TooSmall ? -1 : Math.Max(length, 0);
    }

    private int ReceiveOrPark(Span<byte> buffer, TimeSpan left, Action<TimeSpan> park)
    {
        // What was fetched before does not count: it is there already.
        if (!_stage.IsEmpty || _inARow++ < MostInARow)
        {
            int length = ReceiveOnce(buffer, TimeSpan.Zero);
            if (length != -1)
            {
                return Math.Max(length, -1);
            }
        }

        _inARow = 0;
        if (left <= TimeSpan.Zero)
        {
            return -1;
        }

        park(UntilDue(left));
        return 0;
    }

    /// <summary>A held alert ends a wait too.</summary>
    private TimeSpan UntilDue(TimeSpan left) => _filter.AlertDueIn is TimeSpan due && due < left ? due : left;

    /// <returns>How many bytes came; 0 where all of the datagram was dropped; -1 where none came; <see cref="TooSmall"/>, once, where the buffer is.</returns>
    private int ReceiveOnce(Span<byte> buffer, TimeSpan wait)
    {
        if (_stage.Take(buffer) is > 0 and int kept)
        {
            return kept;
        }

        return _stage.IsEmpty || _receiveLimit == LongestRecord ? ReceiveNext(buffer, wait) : MakeRoom();
    }

    private int ReceiveNext(Span<byte> buffer, TimeSpan wait)
    {
        int length = buffer.Length >= LongestRecord ? ReceiveInto(buffer, wait) : ReceiveInParts(buffer, wait);
        return length == -1 && _filter.TryReleaseAlert(buffer, out int alertLength) ? alertLength : length;
    }

    /// <summary>Where the buffer may be too small. On the stack, since a thousand threads may wait here.</summary>
    [SkipLocalsInit]
    private int ReceiveInParts(Span<byte> buffer, TimeSpan wait)
    {
        Span<byte> datagram = stackalloc byte[LongestRecord];
        int length = ReceiveInto(datagram, wait);
        if (length <= buffer.Length)
        {
            datagram[..Math.Max(length, 0)].CopyTo(buffer);
            return length;
        }

        _stage.Put(datagram[..length]);
        return _stage.Take(buffer) is > 0 and int taken ? taken : MakeRoom();
    }

    private int ReceiveInto(Span<byte> buffer, TimeSpan wait)
    {
        int length = ReceiveDatagram(buffer, wait);
        if (length < 0)
        {
            return -1;
        }

        _peerSeemsGone = false;
        int kept = _filter.Sift(buffer[..length]);
        _counters.Received(length, kept);
        return kept;
    }

    private int MakeRoom()
    {
        bool mayGrow = _receiveLimit < LongestRecord;
        _receiveLimit = LongestRecord;
        return mayGrow ? TooSmall : 0;
    }

    private void SendNow(ReadOnlySpan<byte> datagram)
    {
        SendDatagram(datagram);
        _counters.Sent(datagram.Length);
    }
}
