using System.Diagnostics;

namespace DtlsNotebooks.Proxy.Relaying;

/// <summary>One direction through the relay: its rules and how long it is busy.</summary>
internal sealed class RelayDirection(int seed, Direction direction, Action<Exception> report)
{
    private volatile Rules _rules = new(Impairment.None, seed, direction, report);
    private long _freeAt;

    /// <summary>The rules; a new set of them may come from another thread.</summary>
    public Rules Rules => _rules;

    /// <summary>How many datagrams this direction holds back. Used by the relay's thread alone.</summary>
    public int PendingCount { get; set; }

    public void Impair(Impairment impairment) => _rules = new(impairment, seed, direction, report);

    public void Restart() => Impair(_rules.Impairment);

    /// <summary>When a datagram of this size has passed a limited rate; now where there is no limit.</summary>
    public long Pass(long now, int packetBytes, long? bitsPerSecond)
    {
        if (bitsPerSecond is not { } rate)
            return now;
        _freeAt = Math.Max(_freeAt, now) + (long)(packetBytes * 8.0 / rate * Stopwatch.Frequency);
        return _freeAt;
    }
}
