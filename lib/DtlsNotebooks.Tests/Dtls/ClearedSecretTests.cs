using System.Security.Cryptography;
using DtlsNotebooks.Dtls;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>
/// However a handshake ends, its secrets are cleared: the master secret, and this side's private half. The keys of the
/// records are out of reach of the session then; BouncyCastle has no way to write over them.
/// </summary>
public sealed class ClearedSecretTests
{
    /// <summary>The first handshake message that the other side has not sent, or a later one.</summary>
    private const int Ahead = 8;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<Ending, bool> Endings =>
        [.. Enum.GetValues<Ending>().SelectMany(end => new[] { (end, true), (end, false) })];

    /// <summary>Both sides have the master secret and the keys, and wait for a Finished message.</summary>
    [Theory]
    [MemberData(nameof(Endings))]
    public async Task Nothing_is_left_of_a_handshake_that_ends(Ending ending, bool atServer)
    {
        var clock = new ManualClock();
        using MemoryPair pair = Pair(clock);
        if (ending == Ending.Done)
        {
            (pair.ClientEnd.Drops, pair.ServerEnd.Drops) = (null, null);
            pair.Handshake();
        }
        else if (ending != Ending.Cancelled)
        {
            StepUntilFinishedIsLost(pair);
        }

        using var giveUp = new CancellationTokenSource();
        Task cancelled =
            ending == Ending.Cancelled ? await BeginAsync(pair, atServer, giveUp.Token) : Task.CompletedTask;
        DtlsSession session = atServer ? pair.Server : pair.Client;
        SecretSearch before = Look(session);
        TlsSecret[] secrets = [.. before.Secrets.Select(found => found.Secret).Where(secret => secret.IsAlive())];
        byte[][] kept = [.. secrets.Select(DataOf), .. Keys(before, secrets)];
        // Else the search would find nothing in any case.
        Assert.NotEmpty(secrets);
        Assert.True(kept.Length >= 3);
        Assert.All(kept, secret => Assert.NotEmpty(before.PathsTo(secret)));

        End(ending, pair, atServer, clock);
        await giveUp.CancelAsync();
        if (ending == Ending.Cancelled)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);

        Assert.All(secrets, secret => Assert.False(secret.IsAlive()));
        SecretSearch after = Look(session);
        Assert.DoesNotContain(after.Secrets, found => found.Secret.IsAlive());
        Assert.All(kept, secret => Assert.Empty(after.PathsTo(secret)));
    }

    /// <summary>The server has sent its half of the key exchange, and the client's never comes.</summary>
    [Theory]
    [InlineData(Ending.Disposed)]
    [InlineData(Ending.TimedOut)]
    [InlineData(Ending.RefusedByPeer)]
    public void The_private_half_of_a_key_exchange_that_comes_to_nothing_is_cleared(Ending ending)
    {
        var clock = new ManualClock();
        using MemoryPair pair = Pair(clock);
        pair.ServerEnd.Drops = datagram => datagram[13] == HandshakeType.server_hello;
        for (int i = 0; i < Ahead; i++)
        {
            pair.StepClient();
            pair.StepServer();
        }

        SecretSearch before = Look(pair.Server);
        Array half = Assert
            .Single(before.Arrays, found => found.Path.EndsWith(".m_privateKey", StringComparison.Ordinal))
            .Array;
        Assert.True(SecretSearch.BytesOf(half).ContainsAnyExcept((byte)0));

        End(ending, pair, atServer: true, clock);

        Assert.False(SecretSearch.BytesOf(half).ContainsAnyExcept((byte)0));
    }

    /// <summary>The session that a client offers, and a server looks up, are copies with a secret of their own.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Nothing_is_left_of_a_resumption_that_is_given_up(bool atServer)
    {
        using var cache = new SessionCache();
        DtlsContext client = LessonPki.Client();
        DtlsContext server = LessonPki.Server() with { SessionCache = cache };
        using var first = new MemoryPair(client, server);
        first.Handshake();
        using SavedSession saved = first.Client.Save()!;
        using var pair = new MemoryPair(client, server);
        pair.Client.Resume(saved);
        LoseFinished(pair);
        StepUntilFinishedIsLost(pair);
        DtlsSession session = atServer ? pair.Server : pair.Client;
        TlsSecret[] secrets =
        [
            .. Look(session).Secrets.Select(found => found.Secret).Where(secret => secret.IsAlive()),
        ];
        Assert.NotEmpty(secrets);

        session.Dispose();

        Assert.All(secrets, secret => Assert.False(secret.IsAlive()));
        // Those that were copied from are not this session's to clear.
        Assert.False(saved.IsDisposed);
        Assert.Equal(1, cache.Statistics.Hits);
    }

    private static MemoryPair Pair(ManualClock clock)
    {
        var pair = new MemoryPair(LessonPki.Client(), LessonPki.Server(), clock);
        LoseFinished(pair);
        return pair;
    }

    /// <summary>The Finished messages are lost, each with the ChangeCipherSpec before it.</summary>
    private static void LoseFinished(MemoryPair pair)
    {
        foreach (MemoryTransport end in new[] { pair.ClientEnd, pair.ServerEnd })
        {
            end.Drops = datagram =>
            {
                foreach (byte[] record in Tampering.Records(datagram))
                {
                    if (Tampering.PositionOf(record) < Tampering.Change)
                        end.Other.Inject(record);
                }

                return true;
            };
        }
    }

    private static void StepUntilFinishedIsLost(MemoryPair pair)
    {
        for (int i = 0; i < Ahead; i++)
        {
            pair.StepClient();
            pair.StepServer();
        }

        Assert.False(pair.IsDone);
    }

    /// <summary>One side by its async form, until it waits for the Finished message.</summary>
    private static async Task<Task> BeginAsync(MemoryPair pair, bool atServer, CancellationToken giveUp)
    {
        Task<DtlsStatus> begun = atServer
            ? pair.Server.AcceptAsync(giveUp)
            : pair.Client.ConnectAsync("localhost", giveUp);
        using var bound = new CancellationTokenSource(LessonPki.Bound);
        DtlsSession session = atServer ? pair.Server : pair.Client;
        while (!Look(session).Secrets.Any(found => found.Secret.IsAlive()))
        {
            if (atServer)
                pair.StepClient();
            else
                pair.StepServer();

            await Task.Delay(5, bound.Token);
        }

        await Task.Delay(50, Token);
        return begun;
    }

    private static void End(Ending ending, MemoryPair pair, bool atServer, ManualClock clock)
    {
        DtlsSession session = atServer ? pair.Server : pair.Client;
        MemoryTransport end = atServer ? pair.ServerEnd : pair.ClientEnd;
        switch (ending)
        {
            case Ending.Done:
            case Ending.Disposed:
                session.Dispose();
                break;
            case Ending.TimedOut:
                clock.Advance(LessonPki.Bound + TimeSpan.FromSeconds(1));
                Assert.Equal(DtlsStatus.TimedOut, session.GotTimeout());
                break;
            case Ending.RefusedByPeer:
                end.Inject([21, 0xFE, 0xFD, 0, 0, 0, 0, 0, 0, 0x0F, 0, 0, 2, 2, 40]);
                Assert.Throws<DtlsException>(() => GoOn(session, clock));
                break;
            case Ending.Refused:
                // A message that cannot come here, under each number that may be the next.
                for (byte number = 1; number < Ahead; number++)
                    end.Inject(ServerHelloDone(number));

                Assert.Throws<DtlsException>(() => GoOn(session, clock));
                break;
        }
    }

    private static byte[] ServerHelloDone(byte number)
    {
        byte[] header = [22, 0xFE, 0xFD, 0, 0, 0, 0, 0, 0, 0x1F, number, 0, 12];
        byte[] message = [(byte)HandshakeType.server_hello_done, 0, 0, 0, 0, number, 0, 0, 0, 0, 0, 0];
        return [.. header, .. message];
    }

    private static void GoOn(DtlsSession session, ManualClock clock)
    {
        for (int i = 0; i < 100; i++)
        {
            session.GotTimeout();
            clock.Advance(session.CurrentTimeout ?? TimeSpan.Zero);
        }
    }

    private static SecretSearch Look(DtlsSession session) =>
        // What contexts hold outlives the session, and the other end is another session's.
        SecretSearch.From(
            session,
            typeof(DtlsContext),
            typeof(TlsCrypto),
            typeof(MemoryTransport),
            typeof(TimeProvider)
        );

    private static byte[] DataOf(TlsSecret secret)
    {
        var inside = SecretSearch.From(secret, typeof(TlsCrypto));
        return (byte[])
            inside.Arrays.First(found => found.Path.EndsWith(".m_data", StringComparison.Ordinal)).Array.Clone();
    }

    /// <summary>The keys of both directions (RFC 5246, sections 5 and 6.3), as AES-128-GCM takes them.</summary>
    private static byte[][] Keys(SecretSearch found, TlsSecret[] secrets)
    {
        SecurityParameters agreed = found.All<SecurityParameters>().First();
        byte[] master = DataOf(secrets[0]);
        byte[] seed = [.. "key expansion"u8, .. agreed.ServerRandom, .. agreed.ClientRandom];
        byte[] a = HMACSHA256.HashData(master, seed);
        byte[] input = [.. a, .. seed];
        byte[] block = HMACSHA256.HashData(master, input);
        return [block[..16], block[16..]];
    }

    /// <summary>How it ends.</summary>
    public enum Ending
    {
        /// <summary>It is complete, and the session is disposed of.</summary>
        Done,

        /// <summary>It is disposed of in the middle.</summary>
        Disposed,

        /// <summary>Its time runs out.</summary>
        TimedOut,

        /// <summary>This side refuses.</summary>
        Refused,

        /// <summary>The peer refuses.</summary>
        RefusedByPeer,

        /// <summary>The call is cancelled.</summary>
        Cancelled,
    }
}
