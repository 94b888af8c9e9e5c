using System.Globalization;
using DtlsNotebooks.Benchmarks.Figures;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Benchmarks.Relays;

/// <summary>
/// How many datagrams a second the recording network lets through, beside a relay that records nothing and beside no
/// relay at all.
/// </summary>
/// <param name="report">Where the table goes.</param>
/// <param name="smoke">One short round.</param>
internal sealed class RelayPart(Report report, bool smoke)
{
    private const string Direct = "direct";
    private const string Plain = "plain relay";
    private const string Proxy = "UdpProxy";

    private static readonly RelayLoad[] Loads = [new(1, 100), new(8, 100), new(64, 100), new(64, 1400)];

    // On a busy machine a thread may not have run for a while; a datagram that is lost never comes.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly int _rounds = smoke ? 1 : 5;
    private readonly TimeSpan _duration = TimeSpan.FromMilliseconds(smoke ? 100 : 600);

    // What comes first is slower by far, until the runtime's compiler has seen it often.
    private readonly TimeSpan _warmUp = TimeSpan.FromMilliseconds(smoke ? 50 : 500);

    /// <summary>Measures.</summary>
    public Task RunAsync()
    {
        report.Heading("The network between client and server");
        // What is oldest makes room, else a full recording would let the rest through unrecorded.
        var options = new UdpProxyOptions { KeepNewest = true };
        using var server = new UdpEchoServer();
        using var plain = new PlainRelay(server.EndPoint);
        using var proxy = new UdpProxy(server.EndPoint, options);
        RelayWay[] ways = [new(Direct, server.EndPoint), new(Plain, plain.EndPoint), new(Proxy, proxy.EndPoint)];
        foreach (RelayLoad load in Loads)
        {
            Array.ForEach(ways, way => Run(way, load, proxy, _warmUp));
        }

        var table = new MarkdownTable(
            string.Create(
                CultureInfo.InvariantCulture,
                $"**UdpProxy without loss**, recording, beside a relay of two sockets and two threads that records "
                    + $"nothing, and beside no relay; in datagrams a second, there and back each counted. A client "
                    + $"sends the next datagram when one comes back from a server that echoes; all are threads of one "
                    + $"process on the loopback address, as in a lesson. {_rounds} rounds of {_duration.TotalSeconds:0.0} s, "
                    + $"by turns, median (least–most); the proxy keeps the newest {options.DatagramLimit:N0} datagrams, and is "
                    + $"emptied before each round. ×: multiples in the same round, more is better. Lost: what did not "
                    + $"come back within {Patience.TotalSeconds:0} s, of all that was sent in all rounds."
            ),
            "load",
            $"{Direct} /s",
            $"{Plain} /s",
            $"{Proxy} /s",
            $"{Proxy} × {Plain}",
            $"{Proxy} × {Direct}",
            "lost"
        );
        foreach (RelayLoad load in Loads)
        {
            AddRow(table, load, ways, proxy);
        }

        report.Add(table);
        return Task.CompletedTask;
    }

    private void AddRow(MarkdownTable table, RelayLoad load, RelayWay[] ways, UdpProxy proxy)
    {
        var rates = new Rounds();
        var losses = new RelayLosses();
        for (int round = 0; round < _rounds; round++)
        {
            foreach (RelayWay way in ways)
            {
                RelayRun run = Run(way, load, proxy, _duration);
                rates.Add(way.Name, run.Rate);
                losses.Add(way.Name, run);
            }
        }

        table.Add(
            load.ToString(),
            Figure.Of(rates.Of(Direct)),
            Figure.Of(rates.Of(Plain)),
            Figure.Of(rates.Of(Proxy)),
            Figure.Of(rates.Ratio(Proxy, Plain)),
            Figure.Of(rates.Ratio(Proxy, Direct)),
            losses.ToString()
        );
    }

    private static RelayRun Run(RelayWay way, RelayLoad load, UdpProxy proxy, TimeSpan duration)
    {
        proxy.Clear();
        // What was recorded before is not to be collected at the cost of what comes.
        GC.Collect();
        using var client = new ClosedLoop(way.EndPoint, load, Patience);
        return client.Run(duration);
    }
}
