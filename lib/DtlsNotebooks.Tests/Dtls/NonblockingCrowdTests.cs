using System.Diagnostics;
using DtlsNotebooks.Dtls.Engine;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>A thousand clients and a thousand servers on one loop, all in flight at once.</summary>
[Collection(FiberTests.Name)]
public sealed class NonblockingCrowdTests(ITestOutputHelper output)
{
    private const int Handshakes = 1000;

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    public void A_thousand_handshakes_at_once_at_a_loss_of(int percent)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(300));
        long start = Stopwatch.GetTimestamp();
        using var many = new ManyHandshakes(Handshakes, percent / 100.0);

        Assert.Equal(Handshakes, many.ParkAll());
        Assert.InRange(FiberThreads.Shared.Count, 2 * Handshakes, int.MaxValue);
        many.Run(bound.Token);

        output.WriteLine($"{percent} % loss: {Handshakes} handshakes in {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s");
        many.AssertAllTalk();
    }
}
