using System.Diagnostics;
using System.Globalization;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>
/// A search, by seeds, through what a stranger on the path may do to the records of a handshake: no sequence of them
/// makes a session that both sides do not agree on, or lets anything count too early. Both roles together try a hundred
/// thousand sequences; with the environment variable DTLS_NOTEBOOKS_LONG set, each tries two million, or those that
/// "from-to" says.
/// </summary>
public sealed class SequenceSearchTests(ITestOutputHelper output)
{
    private const int Usual = 50_000;
    private const int Long = 2_000_000;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void No_sequence_makes_a_session_that_the_two_sides_do_not_share(bool atServer)
    {
        (int first, int sequences) = Range();
        long start = Stopwatch.GetTimestamp();
        int done = 0,
            refused = 0;
        Parallel.For(
            first,
            first + sequences,
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

    private static (int First, int Count) Range() =>
        Environment.GetEnvironmentVariable("DTLS_NOTEBOOKS_LONG") switch
        {
            null => (0, Usual),
            var range when range.Split('-') is [var from, var to] => (Number(from), Number(to) - Number(from)),
            _ => (0, Long),
        };

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
