using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Certificates;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>
/// Loss up to a half, datagrams down to 100 bytes, keys of both kinds, with and without a client certificate: every
/// handshake succeeds within a bound that follows from the loss. A clock is moved, so nobody waits.
/// </summary>
/// <remarks>
/// With the timer held at one second (first and longest resend alike) a round is a second. A flight of f datagrams is
/// whole after n rounds but with a chance of at most f·pⁿ, since fragments that have come are kept; the longest one here
/// has fewer than 60. What needs an answer in the same round, the cookie and the last flight, fails in a round with
/// 1 − (1 − p)². For p = ½ and a chance of failure of 10⁻⁶, a quarter for each of the four parts, that is 28 rounds for
/// each of the two long flights and 53 for each of the two others: 162 seconds. All seeds are fixed.
/// </remarks>
public sealed class LossMatrixTests(ITestOutputHelper output)
{
    private const int Seeds = 6;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan DerivedBound = 162 * Round;

    public static TheoryData<KeyKind, bool, int> Cases =>
        [
            .. from keys in new[] { KeyKind.EcdsaP256, KeyKind.Rsa2048 }
            from clientCertificate in new[] { false, true }
            from limit in new[] { 100, 150, 256, 512, 1400 }
            select (keys, clientCertificate, limit),
        ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_handshake_succeeds_within_the_bound(KeyKind keys, bool clientCertificate, int limit)
    {
        TimeSpan longest = TimeSpan.Zero;
        for (int percent = 0; percent <= 50; percent += 10)
        {
            for (int seed = 0; seed < Seeds; seed++)
            {
                TimeSpan took = Handshake(keys, clientCertificate, limit, percent / 100.0, (1000 * percent) + seed);
                Assert.True(took <= DerivedBound, $"{percent} % loss, seed {seed}: not within {DerivedBound}");
                longest = took > longest ? took : longest;
            }
        }

        output.WriteLine(
            $"{keys}, client certificate {clientCertificate}, {limit} bytes: at most {longest.TotalSeconds} s"
        );
    }

    private static TimeSpan Handshake(KeyKind keys, bool clientCertificate, int limit, double loss, int seed)
    {
        var clock = new ManualClock();
        DtlsContext client = LessonPki.Client(clientCertificate ? keys : null) with
        {
            SendLimit = limit,
            FirstResend = Round,
            LongestResend = Round,
            HandshakeTimeout = DerivedBound + Round,
        };
        DtlsContext server = LessonPki.Server(keys) with
        {
            SendLimit = limit,
            FirstResend = Round,
            LongestResend = Round,
            HandshakeTimeout = DerivedBound + Round,
            RequireClientCertificate = clientCertificate,
        };
        using var pair = new MemoryPair(client, server, clock);
        (UnluckyPath toServer, UnluckyPath toClient) = (
            new UnluckyPath(2 * seed, loss),
            new UnluckyPath((2 * seed) + 1, loss)
        );
        pair.ClientEnd.Drops = _ => toServer.DropsNext();
        pair.ServerEnd.Drops = _ => toClient.DropsNext();
        while (!pair.IsDone && pair.ClientStatus != DtlsStatus.TimedOut && pair.ServerStatus != DtlsStatus.TimedOut)
        {
            pair.StepClient();
            pair.StepServer();
            if (!pair.ClientEnd.IsReadable && !pair.ServerEnd.IsReadable && pair.Timeout is TimeSpan left)
                clock.Advance(left);
        }

        var took = TimeSpan.FromTicks(clock.GetTimestamp());
        (pair.ClientEnd.Drops, pair.ServerEnd.Drops) = (null, null);
        if (pair.IsDone)
            pair.AssertEcho("through the rain");

        return pair.IsDone ? took : TimeSpan.MaxValue;
    }
}
