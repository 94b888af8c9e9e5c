using System.Buffers.Binary;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Certificates;
using Org.BouncyCastle.Tls;

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
        int deeds = random.Next(1, 5);
        List<byte[]> held = [];
        List<byte[]> seen = [.. _earlier];
        from.Drops = datagram =>
        {
            foreach (byte[] record in Tampering.Records(datagram).ToArray())
                Array.ForEach(Change(record, random, ref deeds, held, seen), to.Inject);

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

    private static byte[][] Change(byte[] record, Random random, ref int deeds, List<byte[]> held, List<byte[]> seen)
    {
        seen.Add(record);
        if (deeds == 0 || random.Next(3) > 0)
        {
            byte[][] late = [record, .. held];
            held.Clear();
            return late;
        }

        deeds--;
        switch (random.Next(9))
        {
            case 0:
                return [];
            case 1:
                return [record, Numbered(record, random)];
            case 2:
                held.Add(record);
                return [];
            case 3:
                return [Damaged(record, random), Numbered(record, random)];
            case 4:
                return [Damaged(record, random)];
            case 5:
                return [Forged(record, random), record];
            case 6:
                return [Numbered(seen[random.Next(seen.Count)], random), record];
            case 7:
                return [Moved(record), record];
            default:
                return [Alert(random), record];
        }
    }

    /// <summary>The same under another record number, so that the replay window has no say.</summary>
    private static byte[] Numbered(byte[] record, Random random)
    {
        byte[] copy = [.. record];
        BinaryPrimitives.WriteUInt32BigEndian(copy.AsSpan(7), (uint)random.Next(1000, 1_000_000));
        return copy;
    }

    private static byte[] Damaged(byte[] record, Random random)
    {
        byte[] copy = Numbered(record, random);
        for (int i = random.Next(1, 4); i > 0 && copy.Length > 13; i--)
            copy[random.Next(13, copy.Length)] = (byte)random.Next(256);

        return copy;
    }

    /// <summary>A handshake message of any type with a number that may be the next, and whatever in it.</summary>
    private static byte[] Forged(byte[] record, Random random)
    {
        byte[] forged = new byte[13 + 12 + random.Next(80)];
        random.NextBytes(forged);
        record.AsSpan(0, 7).CopyTo(forged);
        (forged[0], forged[3], forged[4]) = (
            (byte)(random.Next(4) == 0 ? random.Next(20, 25) : 22),
            0,
            (byte)random.Next(2)
        );
        BinaryPrimitives.WriteUInt16BigEndian(forged.AsSpan(11), (ushort)(forged.Length - 13));
        forged[13] = (byte)new[] { 0, 1, 2, 3, 4, 11, 12, 13, 14, 15, 16, 20, 22, 23 }[random.Next(14)];
        int body = forged.Length - 25;
        (forged[14], forged[15], forged[16]) = (0, 0, (byte)body);
        (forged[17], forged[18]) = (0, (byte)random.Next(7));
        (forged[19], forged[20], forged[21]) = (0, 0, 0);
        (forged[22], forged[23], forged[24]) = (0, 0, (byte)body);
        return forged;
    }

    private static byte[] Moved(byte[] record)
    {
        byte[] copy = [.. record];
        copy[4] ^= 1;
        return copy;
    }

    private static byte[] Alert(Random random) =>
        [
            (byte)ContentType.alert,
            0xFE,
            0xFD,
            0,
            0,
            0,
            0,
            0,
            9,
            0,
            (byte)random.Next(256),
            0,
            2,
            (byte)random.Next(1, 3),
            (byte)random.Next(120),
        ];

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
