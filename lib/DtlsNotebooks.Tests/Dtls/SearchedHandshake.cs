using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Certificates;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>
/// Handshakes in which one side receives what a seed makes of the other's records. Most resume a session, since those
/// are quick.
/// </summary>
internal sealed class SearchedHandshake : IDisposable
{
    private const int FullOutOf = 8;
    private const int Steps = 60;

    private readonly bool _atServer;
    private readonly DtlsContext _client;
    private readonly DtlsContext _server;
    private readonly SessionCache _cache = new();
    private readonly SavedSession _saved;
    private readonly List<byte[]> _earlier = [];

    internal SearchedHandshake(bool atServer)
    {
        _atServer = atServer;
        var time = TimeSpan.FromSeconds(15);
        _client = LessonPki.Client(KeyKind.EcdsaP256) with { HandshakeTimeout = time, KeepKeyLog = true };
        _server = LessonPki.Server() with
        {
            HandshakeTimeout = time,
            KeepKeyLog = true,
            RequireClientCertificate = true,
            SessionCache = _cache,
        };
        using var first = new MemoryPair(_client, _server);
        first.ClientEnd.Drops = first.ServerEnd.Drops = datagram =>
        {
            _earlier.AddRange(Tampering.Records(datagram));
            return false;
        };
        first.Handshake();
        _saved = first.Client.Save()!;
    }

    /// <summary>Makes one handshake, and asserts what must hold however it ends.</summary>
    internal HandshakeOutcome Try(int seed)
    {
        var random = new Random(seed);
        var clock = new ManualClock();
        using var pair = new MemoryPair(_client, _server, clock);
        if (random.Next(FullOutOf) > 0)
            pair.Client.Resume(_saved);

        (MemoryTransport from, MemoryTransport to) = _atServer
            ? (pair.ClientEnd, pair.ServerEnd)
            : (pair.ServerEnd, pair.ClientEnd);
        var tampering = new SeededTampering(random, _earlier);
        from.Drops = datagram =>
        {
            foreach (byte[] changed in tampering.Apply(datagram))
                to.Inject(changed);

            return true;
        };
        int? alert = null;
        to.Drops = datagram =>
        {
            alert ??= TamperedRun.AlertIn(datagram);
            return false;
        };
        bool isWell = Drive(pair, clock, seed);
        DtlsSession session = _atServer ? pair.Server : pair.Client;
        if (session.Facts is HandshakeFacts facts && isWell)
            AssertShared(pair, clock, facts, seed, from, to);

        return new HandshakeOutcome(session.Facts is not null, alert, "");
    }

    public void Dispose()
    {
        _saved.Dispose();
        _cache.Dispose();
    }

    private bool Drive(MemoryPair pair, ManualClock clock, int seed)
    {
        try
        {
            for (int i = 0; i < Steps; i++)
            {
                pair.StepClient();
                pair.StepServer();
                if ((_atServer ? pair.ServerStatus : pair.ClientStatus) is DtlsStatus.Done or DtlsStatus.TimedOut)
                    return true;

                if (!pair.ClientEnd.IsReadable && !pair.ServerEnd.IsReadable && pair.Timeout is TimeSpan left)
                    clock.Advance(left + TimeSpan.FromTicks(1));
            }

            return true;
        }
        catch (DtlsException)
        {
            return false;
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"Seed {seed}: {e.Message}", e);
        }
    }

    /// <summary>Left alone from now on, the other side comes to the same keys; and nothing came before.</summary>
    private static void AssertShared(
        MemoryPair pair,
        ManualClock clock,
        HandshakeFacts facts,
        int seed,
        MemoryTransport from,
        MemoryTransport to
    )
    {
        (from.Drops, to.Drops) = (null, null);
        Assert.True(facts.EncodedPeerCertificate is not null, $"seed {seed}: nobody was proved");
        for (int i = 0; i < Steps && !pair.IsDone; i++)
        {
            pair.StepClient();
            pair.StepServer();
            if (!pair.ClientEnd.IsReadable && !pair.ServerEnd.IsReadable && pair.Timeout is TimeSpan left)
                clock.Advance(left + TimeSpan.FromTicks(1));
        }

        Assert.True(pair.IsDone, $"seed {seed}: one side has a session and the other has none");
        Assert.True(pair.Client.KeyLogLine == pair.Server.KeyLogLine, $"seed {seed}: the keys differ");
        Assert.Equal(DtlsStatus.WantRead, pair.Client.Read(new byte[99], out _));
        Assert.Equal(DtlsStatus.WantRead, pair.Server.Read(new byte[99], out _));
        pair.AssertEcho("shared");
    }
}
