using System.Diagnostics;
using System.Net;
using DtlsNotebooks.Dtls.Engine;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Dtls;

/// <summary>
/// What carries a session's datagrams: BouncyCastle's DTLS sends and receives through it. The records of a flight are gathered into as few
/// datagrams as the limit allows (RFC 6347, section 4.1.1) and go out at the latest with the next receive;
/// application data and alerts go out at once. What cannot be a DTLS record is dropped on the way in.
/// </summary>
/// <remarks>
/// One thread may receive while others send. A call that waits ends with an <see cref="IOException"/> when another
/// thread closes the transport.
/// </remarks>
public abstract class SessionTransport : DatagramTransport, IDisposable
{
    /// <summary>The largest datagram this library sends, in bytes of UDP payload: some peers read no more.</summary>
    public const int LargestDatagram = 1400;

    /// <summary>The smallest limit that can be set, in bytes: a Finished message must fit.</summary>
    public const int SmallestLimit = 64;

    /// <summary>
    /// The longest record there is: header, 2^14 bytes and what protection may add (RFC 5246, section 6.2.3).
    /// </summary>
    internal const int LongestRecord = RecordFilter.HeaderLength + 16384 + 2048;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan OneMillisecond = TimeSpan.FromMilliseconds(1);

    private readonly Lock _sendLock = new();
    private readonly DatagramGatherer _flight;
    private readonly TransportCounters _counters = new();
    private volatile bool _closed;
    private CancellationTokenSource? _closing;

    /// <summary>Prepares a transport.</summary>
    /// <param name="sendLimit">
    /// The largest datagram to send, from <see cref="SmallestLimit"/> to <see cref="LargestDatagram"/> bytes.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is outside that range.</exception>
    protected SessionTransport(int sendLimit)
    {
        if (sendLimit is < SmallestLimit or > LargestDatagram)
        {
            throw new ArgumentOutOfRangeException(
                nameof(sendLimit),
                sendLimit,
                $"A datagram limit is from {SmallestLimit} to {LargestDatagram} bytes."
            );
        }

        _flight = new DatagramGatherer(sendLimit, SendNow);
        Intake = new DatagramIntake(ReceiveDatagram, ReceivePooled, _counters, Grow);
    }

    /// <summary>The peer's address and port; null where a server does not know its client yet.</summary>
    public abstract IPEndPoint? Peer { get; }

    /// <summary>Who sent the datagram that was received last; null before the first.</summary>
    public abstract IPEndPoint? LastSender { get; }

    /// <summary>The transport is closed.</summary>
    public bool IsClosed => _closed;

    /// <summary>The network has said that nobody listens at the peer's port, and no datagram has come since.</summary>
    internal bool PeerSeemsGone => _counters.PeerSeemsGone;

    /// <summary>What it has carried so far.</summary>
    public TransportStatistics Statistics => _counters.Snapshot();

    /// <summary>
    /// The longest record that is expected now, in bytes; BouncyCastle allocates twice as much for each handshake
    /// message. The first record
    /// that is longer raises it, and is kept meanwhile: in mid-handshake until the next resend, since BouncyCastle
    /// only then takes a larger buffer.
    /// </summary>
    internal int LongestExpected { get; set; } = LongestRecord;

    /// <summary>
    /// A handshake that has heard nothing yet ends when so many of its flights in a row were refused by the network;
    /// null where it waits on.
    /// </summary>
    internal int? FlightsToRefuse { get; set; }

    /// <summary>The way in.</summary>
    internal DatagramIntake Intake { get; }

    /// <summary>A datagram can be sent without waiting for room.</summary>
    internal bool IsWritable => CanSendDatagram();

    /// <summary>From now on this is the peer, and datagrams of others are not received.</summary>
    /// <param name="client">The client's address and port, once its cookie is proved.</param>
    public abstract void SetPeer(IPEndPoint client);

    /// <summary>The largest record that can be received, in bytes.</summary>
    public int GetReceiveLimit() => LongestExpected;

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
            ThrowIfOver();
            TimeSpan left = bound - Stopwatch.GetElapsedTime(start);
            length = Intake.Receive(buffer, left);
        } while (length == 0);
        return length;
    }

    /// <summary>Receives one datagram if one lies ready, without waiting.</summary>
    /// <param name="buffer">Receives its records.</param>
    /// <returns>How many bytes came, or -1 where none came.</returns>
    /// <exception cref="IOException">The transport is closed.</exception>
    internal int TryReceive(Span<byte> buffer)
    {
        int most = DatagramIntake.MostInARow;
        return TryReceive(buffer, ref most);
    }

    /// <summary>The same, where several calls share how many datagrams they look at.</summary>
    internal int TryReceive(Span<byte> buffer, ref int most)
    {
        Flush();
        return Intake.TryReceive(buffer, ref most);
    }

    /// <summary>Until an alert is due that was held back, because anybody could have sent it; null where none is.</summary>
    internal TimeSpan? AlertDueIn => Intake.AlertDueIn;

    /// <summary>Throws where nothing more can be hoped for.</summary>
    /// <exception cref="IOException">The transport is closed, or flight after flight was refused.</exception>
    internal void ThrowIfOver()
    {
        ThrowIfClosed();
        ThrowIfRefused();
    }

    /// <summary>
    /// Sends what has been gathered, then waits until a datagram may lie ready, an alert that is held back is due, or the
    /// transport is closed. It holds no thread.
    /// </summary>
    /// <param name="wait">How long to wait at most; null without end.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    /// <exception cref="IOException">The transport is closed.</exception>
    internal async ValueTask WaitAsync(TimeSpan? wait, CancellationToken cancellationToken)
    {
        Flush();
        TimeSpan bound = wait ?? Timeout.InfiniteTimeSpan;
        if (Intake.AlertDueIn is TimeSpan due && (wait is null || due < wait))
            bound = due;

        if (bound == TimeSpan.Zero)
            return;

        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Closing());
        if (bound != Timeout.InfiniteTimeSpan)
            either.CancelAfter(bound + OneMillisecond);

        try
        {
            await WaitForDatagramAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        ThrowIfClosed();
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
            _closing?.Cancel();
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

    /// <summary>
    /// Waits for one datagram from the peer. It may return early with nothing, but must not do so without pause.
    /// </summary>
    /// <param name="buffer">Receives the payload.</param>
    /// <param name="wait">
    /// How long to wait at most; <see cref="TimeSpan.Zero"/>, which a nonblocking session gives, takes what lies ready
    /// and does not pause.
    /// </param>
    /// <returns>Its length, or -1 where none came.</returns>
    protected abstract int ReceiveDatagram(Span<byte> buffer, TimeSpan wait);

    /// <summary>
    /// The same, into a buffer of the pool. Whoever can wait without a buffer does: a thousand threads may wait here.
    /// </summary>
    /// <inheritdoc cref="PooledSource"/>
    internal virtual int ReceivePooled(out byte[] datagram, TimeSpan wait)
    {
        datagram = BufferPool.Rent(LongestRecord);
        int length = ReceiveDatagram(datagram.AsSpan(0, LongestRecord), wait);
        if (length < 0)
        {
            BufferPool.Return(datagram);
            datagram = [];
        }

        return length;
    }

    /// <summary>
    /// Waits until a datagram may lie ready, and leaves it there. Whoever knows no better looks every few milliseconds,
    /// which holds no thread either.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    protected virtual async ValueTask WaitForDatagramAsync(CancellationToken cancellationToken) =>
        await Task.Delay(BetweenLooks, cancellationToken).ConfigureAwait(false);

    /// <summary>Lets go of what lies below. Called once.</summary>
    protected abstract void CloseChannel();

    /// <summary>Counts a report that nobody listens at the peer's port.</summary>
    protected void CountUnreachable() => _counters.Unreachable();

    /// <summary>
    /// Counts a report of a socket that is not connected: it may be about another peer, so it says nothing of this one.
    /// </summary>
    protected void CountUnreachableOfSomebody() => _counters.UnreachableOfSomebody();

    /// <exception cref="DtlsException">Flight after flight was refused.</exception>
    private void ThrowIfRefused()
    {
        if (FlightsToRefuse is int most && _counters.RefusedInARow >= most)
        {
            throw new DtlsException(
                DtlsError.PeerUnreachable,
                DtlsSide.Local,
                $"nobody listens at {Peer}: the network has refused {most} flights, one after the other"
            );
        }
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

    /// <returns>True where that gives more room than before.</returns>
    private bool Grow()
    {
        bool grows = LongestExpected < LongestRecord;
        LongestExpected = LongestRecord;
        return grows;
    }

    /// <summary>Is cancelled when the transport is closed.</summary>
    private CancellationToken Closing()
    {
        lock (_sendLock)
        {
            ThrowIfClosed();
            return (_closing ??= new CancellationTokenSource()).Token;
        }
    }

    private void SendNow(ReadOnlySpan<byte> datagram)
    {
        Intake.Answers.Asked();
        SendDatagram(datagram);
        _counters.Sent(datagram.Length);
    }
}
