namespace DtlsNotebooks.Dtls.Engine;

/// <summary>Counts what a transport carries. Many threads may share it.</summary>
internal sealed class TransportCounters
{
    private long _datagramsSent;
    private long _bytesSent;
    private long _datagramsReceived;
    private long _bytesReceived;
    private long _ignored;
    private long _unreachable;
    private volatile bool _peerSeemsGone;
    private volatile bool _sentSinceReport;
    private volatile int _refused;

    /// <summary>The network has said that nobody listens at the peer's port, and no datagram has come since.</summary>
    internal bool PeerSeemsGone => _peerSeemsGone;

    /// <summary>How many datagrams in a row were answered by such a report and by nothing else.</summary>
    internal int RefusedInARow => _refused;

    internal TransportStatistics Snapshot() =>
        new()
        {
            DatagramsSent = Interlocked.Read(ref _datagramsSent),
            BytesSent = Interlocked.Read(ref _bytesSent),
            DatagramsReceived = Interlocked.Read(ref _datagramsReceived),
            BytesReceived = Interlocked.Read(ref _bytesReceived),
            Ignored = Interlocked.Read(ref _ignored),
            Unreachable = Interlocked.Read(ref _unreachable),
        };

    internal void Sent(int bytes)
    {
        _sentSinceReport = true;
        Interlocked.Increment(ref _datagramsSent);
        Interlocked.Add(ref _bytesSent, bytes);
    }

    internal void Received(int bytes, int kept)
    {
        _peerSeemsGone = false;
        _refused = 0;
        Interlocked.Increment(ref _datagramsReceived);
        Interlocked.Add(ref _bytesReceived, bytes);
        if (kept < bytes)
        {
            Interlocked.Increment(ref _ignored);
        }
    }

    internal void Unreachable()
    {
        _peerSeemsGone = true;
        // One datagram may be reported twice, to the receive and to the send that follows.
        if (_sentSinceReport)
            _refused++;
        _sentSinceReport = false;
        Interlocked.Increment(ref _unreachable);
    }

    internal void UnreachableOfSomebody() => Interlocked.Increment(ref _unreachable);
}
