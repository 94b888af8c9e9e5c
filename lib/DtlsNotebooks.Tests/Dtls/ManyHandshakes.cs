using DtlsNotebooks.Dtls;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>Many clients and their servers, all on one loop.</summary>
internal sealed class ManyHandshakes : IDisposable
{
    private readonly List<MemoryPair> _pairs;

    internal ManyHandshakes(int count, double loss)
    {
        // The first resend is late enough that a busy machine does not repeat what was not lost.
        DtlsContext client = LessonPki.Client() with
        {
            FirstResend = TimeSpan.FromMilliseconds(500),
            HandshakeTimeout = TimeSpan.FromSeconds(300),
        };
        DtlsContext server = LessonPki.Server() with
        {
            FirstResend = client.FirstResend,
            HandshakeTimeout = client.HandshakeTimeout,
        };
        _pairs = [.. Enumerable.Range(0, count).Select(i => Lossy(new MemoryPair(client, server), i, loss))];
    }

    /// <summary>Lets every handshake go on until it wants a datagram that is dropped: then all are under way.</summary>
    /// <returns>How many there are.</returns>
    internal int ParkAll()
    {
        foreach (MemoryPair pair in _pairs)
        {
            (Func<byte[], bool>? atClient, Func<byte[], bool>? atServer) = (pair.ClientEnd.Drops, pair.ServerEnd.Drops);
            (pair.ClientEnd.Drops, pair.ServerEnd.Drops) = (null, null);
            pair.StepClient();
            pair.StepServer();
            pair.StepClient();
            pair.ServerEnd.Drops = _ => true;
            pair.StepServer();
            (pair.ClientEnd.Drops, pair.ServerEnd.Drops) = (atClient, atServer);
        }

        return _pairs.Count(pair => pair.Client.CurrentTimeout is not null && pair.Server.CurrentTimeout is not null);
    }

    /// <summary>
    /// The loop: every session that has something to read or whose timer ran out; then wait for the nearest timer.
    /// </summary>
    internal void Run(CancellationToken bound)
    {
        List<MemoryPair> open = [.. _pairs];
        while (open.Count > 0)
        {
            bound.ThrowIfCancellationRequested();
            foreach (MemoryPair pair in open)
            {
                pair.StepClient();
                pair.StepServer();
            }

            open.RemoveAll(pair => pair.IsDone);
            WaitForTimer(open);
        }
    }

    internal void AssertAllTalk()
    {
        foreach (MemoryPair pair in _pairs)
        {
            (pair.ClientEnd.Drops, pair.ServerEnd.Drops) = (null, null);
            pair.AssertEcho("hello");
            pair.AssertNobodyWaited();
        }
    }

    public void Dispose() => _pairs.ForEach(pair => pair.Dispose());

    private static MemoryPair Lossy(MemoryPair pair, int seed, double loss)
    {
        (UnluckyPath toServer, UnluckyPath toClient) = (
            new UnluckyPath(2 * seed, loss),
            new UnluckyPath((2 * seed) + 1, loss)
        );
        pair.ClientEnd.Drops = _ => toServer.DropsNext();
        pair.ServerEnd.Drops = _ => toClient.DropsNext();
        return pair;
    }

    private static void WaitForTimer(List<MemoryPair> open)
    {
        bool isReadable = open.Exists(pair => pair.ClientEnd.IsReadable || pair.ServerEnd.IsReadable);
        if (!isReadable && open.Min(pair => pair.Timeout) is TimeSpan wait)
        {
            Thread.Sleep(wait);
        }
    }
}
