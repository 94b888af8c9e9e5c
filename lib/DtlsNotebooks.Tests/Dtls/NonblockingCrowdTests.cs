using System.Diagnostics;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>Up to a thousand clients and a thousand servers on one loop, all in flight at once.</summary>
[Collection(AloneInTheProcess.Name)]
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

        int threads = ProcessFigures.Now().Threads;
        Assert.Equal(handshakes, many.ParkAll());
        // The runtime may start a few of its own meanwhile, for the compiler and the pool.
        Assert.InRange(ProcessFigures.Now().Threads - threads, int.MinValue, 20);
        many.Run(bound.Token);

        output.WriteLine(
            $"{percent} % loss: {handshakes} handshakes in {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s"
        );
        many.AssertAllTalk();
    }
}
