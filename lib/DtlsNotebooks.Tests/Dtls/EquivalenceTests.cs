using DtlsNotebooks.Dtls.Certificates;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>
/// This library's driver ends every handshake as BouncyCastle's own does, also where somebody tampers with any of its
/// messages: what that one refuses is refused, with an alert.
/// </summary>
public sealed class EquivalenceTests(ITestOutputHelper output)
{
    private static readonly short[] Types = [0, 1, 2, 3, 4, 11, 12, 13, 14, 15, 16, 20, 22, 23];

    private static readonly Deed[] Deeds = [.. Enum.GetValues<Deed>().Except([Deed.Replace])];

    [Theory]
    [InlineData(KeyKind.EcdsaP256, null, false, true)]
    [InlineData(KeyKind.EcdsaP256, null, false, false)]
    [InlineData(KeyKind.EcdsaP256, KeyKind.EcdsaP256, false, true)]
    [InlineData(KeyKind.EcdsaP256, KeyKind.EcdsaP256, false, false)]
    [InlineData(KeyKind.Rsa2048, KeyKind.EcdsaP256, false, true)]
    [InlineData(KeyKind.Rsa2048, KeyKind.Rsa2048, false, false)]
    [InlineData(KeyKind.EcdsaP256, null, true, true)]
    [InlineData(KeyKind.EcdsaP256, KeyKind.EcdsaP256, true, false)]
    public async Task Whatever_is_done_to_a_message_both_drivers_end_alike(
        KeyKind keys,
        KeyKind? clientKeys,
        bool resumed,
        bool atServer
    )
    {
        var pair = new TamperedPair(keys, clientKeys, resumed);
        (int Position, Deed Deed, short Type)[] cases =
        [
            .. Positions(clientKeys is not null, resumed, atServer)
                .SelectMany(position =>
                    Deeds
                        .Select(deed => (position, deed, (short)0))
                        .Concat(Types.Select(type => (position, Deed.Replace, type)))
                ),
        ];
        int last = cases.Where(c => c.Position < Tampering.Change).Max(c => (int?)c.Position) ?? -1;
        List<string> different = [];
        int refused = 0,
            done = 0;
        await Parallel.ForEachAsync(
            cases,
            // BouncyCastle's driver waits most of the time.
            new ParallelOptions
            {
                MaxDegreeOfParallelism = 24,
                CancellationToken = TestContext.Current.CancellationToken,
            },
            async (c, token) =>
            {
                await Task.Yield();
                HandshakeOutcome ours = TamperedRun.Ours(pair, atServer, new Tampering(c.Position, c.Deed, c.Type));
                HandshakeOutcome theirs = Theirs(TamperedRun.ShortPatience);
                if (theirs.IsStuck && !AreAlike(c, last, ours, theirs))
                    theirs = Theirs(TamperedRun.LongPatience);

                HandshakeOutcome Theirs(TimeSpan patience) =>
                    TamperedRun.BouncyCastles(pair, atServer, new Tampering(c.Position, c.Deed, c.Type), patience);

                lock (different)
                {
                    refused += ours.IsRefused ? 1 : 0;
                    done += ours.IsDone ? 1 : 0;
                    if (!AreAlike(c, last, ours, theirs))
                        different.Add($"{c.Deed} {c.Type} at {c.Position}: ours {ours}, BouncyCastle's {theirs}");
                }
            }
        );

        output.WriteLine($"{cases.Length} handshakes: {done} done, {refused} refused with an alert");
        Assert.True(different.Count == 0, string.Join('\n', different));
        Assert.True(done > 0);
        // What is protected and damaged is dropped in silence by both.
        Assert.Equal(cases.Any(c => c.Position < Tampering.Change), refused > 0);
    }

    /// <summary>
    /// Whoever asks for the cookie a second time may be the server, after it has forgotten its secret: the other cookie
    /// is tried, and neither driver refuses.
    /// </summary>
    [Fact]
    public void A_ServerHello_that_reads_as_a_wish_for_another_cookie_makes_both_drivers_wait()
    {
        var pair = new TamperedPair(KeyKind.EcdsaP256, null, IsResumed: false);
        Tampering Tampered() => new(1, Deed.Replace, HandshakeType.hello_verify_request) { ReadsAsCookie = true };

        Assert.True(TamperedRun.BouncyCastles(pair, atServer: false, Tampered(), TamperedRun.ShortPatience).IsStuck);
        Assert.True(TamperedRun.Ours(pair, atServer: false, Tampered()).IsStuck);
    }

    /// <summary>
    /// What is only out of order harms nobody (RFC 6347, section 4.2.2), but BouncyCastle's driver waits in vain for a
    /// message that comes behind its ChangeCipherSpec, and for all that comes behind a record with a high number. It
    /// also refuses where the last message in the clear comes again under the number of the Finished message: anybody
    /// can send that, so here it is set aside, and the Finished messages still agree on all that came before.
    /// </summary>
    private static bool AreAlike(
        (int Position, Deed Deed, short Type) c,
        int lastInTheClear,
        HandshakeOutcome ours,
        HandshakeOutcome theirs
    ) =>
        (ours.IsDone == theirs.IsDone && ours.Facts == theirs.Facts && (ours.IsRefused || !theirs.IsRefused))
        || (c.Deed is Deed.Swap or Deed.Repeat && theirs.IsStuck && ours.IsDone)
        || (c.Deed is Deed.SayTwice && c.Position == lastInTheClear && !theirs.IsDone && ours.IsDone);

    private static IEnumerable<int> Positions(bool clientCertificate, bool resumed, bool atServer)
    {
        // A server's driver begins behind the second hello, message 1. A client's begins with the HelloVerifyRequest.
        int last =
            resumed ? 1
            : atServer ? (clientCertificate ? 4 : 2)
            : clientCertificate ? 5
            : 4;
        int first = atServer ? 2 : 0;
        return Enumerable.Range(first, Math.Max(0, last - first + 1)).Concat([Tampering.Change, Tampering.Finished]);
    }
}
