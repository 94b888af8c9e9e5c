using System.Diagnostics;
using System.Globalization;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>
/// A search, by seeds, through what a stranger on the path may do to the records of a handshake: no sequence of them
/// makes a session that both sides do not agree on, or lets anything count too early.
/// </summary>
public sealed class SequenceSearchTests(ITestOutputHelper output)
{
    private const int Usual = 20_000;
    private const int Long = 2_000_000;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void No_sequence_makes_a_session_that_the_two_sides_do_not_share(bool atServer)
    {
        int sequences = Environment.GetEnvironmentVariable("DTLS_NOTEBOOKS_LONG") is null ? Usual : Long;
        long start = Stopwatch.GetTimestamp();
        int done = 0,
            refused = 0;
        Parallel.For(
            0,
            sequences,
            () => new SearchedHandshake(atServer),
            (seed, _, searched) =>
            {
                HandshakeOutcome outcome = searched.Try(seed);
                if (outcome.IsDone)
                    Interlocked.Increment(ref done);
                else if (outcome.IsRefused)
                    Interlocked.Increment(ref refused);

                return searched;
            },
            searched => searched.Dispose()
        );

        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{sequences} sequences in {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s: {done} done, {refused} refused with an alert"
            )
        );
        Assert.True(done > sequences / 20, $"only {done} of {sequences} were left alone enough to end well");
        Assert.True(refused > 0);
    }
}
