using DtlsNotebooks.Benchmarks.Relays;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Tests.Benchmarks;

/// <summary>The client with which ways to a server are measured, and the plain relay on one of them.</summary>
public sealed class ClosedLoopTests : IDisposable
{
    private static readonly TimeSpan Duration = TimeSpan.FromMilliseconds(50);

    // Only what is lost is waited for so long.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly UdpEchoServer _server = new();

    public void Dispose() => _server.Dispose();

    [Theory]
    [InlineData(1, 100)]
    [InlineData(64, 1400)]
    public void The_plain_relay_brings_every_datagram_there_and_back(int inFlight, int bytes)
    {
        using var relay = new PlainRelay(_server.EndPoint);
        for (int client = 0; client < 2; client++)
        {
            using var loop = new ClosedLoop(relay.EndPoint, new RelayLoad(inFlight, bytes), Patience);
            RelayRun run = loop.Run(Duration);

            Assert.Equal(0, run.Lost);
            Assert.True(run.Returned >= inFlight);
        }
    }

    [Fact]
    public void What_is_lost_and_what_is_changed_is_missed_and_a_copy_is_not_counted()
    {
        using var network = new UdpProxy(_server.EndPoint);
        network.ToServer = new Impairment { DropNth = [3], DuplicateNth = [4] };
        network.ToClient = new Impairment { CorruptNth = [6] };
        using var loop = new ClosedLoop(network.EndPoint, new RelayLoad(8, 100), Patience);

        RelayRun run = loop.Run(Duration);

        Assert.Equal(2, run.Lost);
        Assert.Equal(
            run.Returned + run.Lost,
            network.Capture().Count(one => one is { Direction: Direction.ToServer, CopyOf: null })
        );
    }

    [Fact]
    public void Each_datagram_that_came_back_counts_on_both_ways() =>
        Assert.Equal(200, new RelayRun(Returned: 50, Lost: 1, TimeSpan.FromSeconds(0.5)).Rate);

    [Fact]
    public void Losses_are_told_way_by_way()
    {
        var losses = new RelayLosses();
        losses.Add("direct", new RelayRun(10, 0, Duration));
        Assert.Equal("none", losses.ToString());

        losses.Add("proxy", new RelayRun(1990, 6, Duration));
        losses.Add("proxy", new RelayRun(1000, 4, Duration));
        Assert.Equal("proxy: 10 of 3,000", losses.ToString());
    }
}
