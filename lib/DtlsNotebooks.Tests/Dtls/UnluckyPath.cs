using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>
/// Drops a share of the datagrams of one direction, by a seed, but never more than three in a row:
/// by plain chance one handshake in some hundreds would outlast every bound that a test can wait for.
/// </summary>
internal sealed class UnluckyPath(int seed, double share)
{
    private const int LongestRun = 3;

    private readonly Random _luck = new(seed);
    private int _run;

    internal bool Drops(CapturedDatagram datagram) => DropsNext();

    internal bool DropsNext()
    {
        bool dropped = _luck.NextDouble() < share && _run < LongestRun;
        _run = dropped ? _run + 1 : 0;
        return dropped;
    }
}
