using System.Diagnostics;
using DtlsNotebooks.Dtls.Engine;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>Up to a thousand clients and a thousand servers on one loop, all in flight at once.</summary>
[Collection(FiberTests.Name)]
public sealed class NonblockingCrowdTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(250, 0)]
    [InlineData(1000, 10)]
    public void So_many_handshakes_at_once_at_a_loss_of(int handshakes, int percent)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(300));
        long start = Stopwatch.GetTimestamp();
        using var many = new ManyHandshakes(handshakes, percent / 100.0);

        Assert.Equal(handshakes, many.ParkAll());
        Assert.InRange(FiberThreads.Shared.Count, 2 * handshakes, int.MaxValue);
        many.Run(bound.Token);

        output.WriteLine(
            $"{percent} % loss: {handshakes} handshakes in {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s"
        );
        many.AssertAllTalk();
    }
}
