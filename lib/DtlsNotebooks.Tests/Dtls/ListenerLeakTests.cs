using System.Collections.Concurrent;
using System.Net;
using DtlsNotebooks.Dtls;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>Clients that come and vanish without a word leave nothing behind once their time is over.</summary>
[Collection(AloneInTheProcess.Name)]
public sealed class ListenerLeakTests(ITestOutputHelper output)
{
    private const int Workers = 4;

    [Fact]
    public void A_thousand_clients_that_vanish_leak_nothing()
    {
        const int Clients = 1000;
        var clock = new ManualClock();
        using var listener = new DtlsListener(LessonPki.Server(), new IPEndPoint(IPAddress.Loopback, 0))
        {
            Clock = clock,
            MaxConnections = Clients,
        };
        // The first ones compile code and fill pools.
        ComeAndVanish(listener, 40);
        Expire(listener, clock);
        ListenerStatistics warm = listener.Statistics;
        var before = ProcessFigures.Now();

        WeakReference[] sessions = ComeAndVanish(listener, Clients);
        ProcessFigures held = ProcessFigures.Now() - before;
        ListenerStatistics full = listener.Statistics;
        // The operating system gives some the port of one that vanished, so that they take its place.
        Assert.Equal(Clients, full.Connections + full.Replaced - warm.Replaced);
        Assert.True(sessions.Count(session => session.IsAlive) >= full.Connections);
        Expire(listener, clock);

        ProcessFigures left = ProcessFigures.Now() - before;
        output.WriteLine($"{Clients} clients: {held} while they are held, {left} when they have expired");
        Assert.DoesNotContain(sessions, session => session.IsAlive);
        Assert.True(left.HeapBytes < 1_000_000, left.ToString());
        Assert.True(left.Threads < 20, left.ToString());
        Assert.True(left.Handles < 40, left.ToString());
        Assert.Equal(0, listener.Statistics.Faults);
    }

    /// <summary>
    /// Half of the clients vanish when their handshake is done, the others when they have proved their cookie; the
    /// server forgets them all.
    /// </summary>
    private static WeakReference[] ComeAndVanish(DtlsListener listener, int clients)
    {
        var sessions = new ConcurrentBag<WeakReference>();
        var faults = new ConcurrentBag<Exception>();
        Thread[] threads =
        [
            .. Enumerable
                .Range(0, Workers)
                .Select(_ => new Thread(() => Work(listener, clients / 2 / Workers, sessions, faults))),
        ];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => Assert.True(thread.Join(2 * LessonPki.Bound)));
        Assert.Empty(faults);
        for (int i = 0; i < clients / 2; i++)
        {
            sessions.Add(ProveAndVanish(listener));
        }

        return [.. sessions];
    }

    private static void Work(
        DtlsListener listener,
        int clients,
        ConcurrentBag<WeakReference> sessions,
        ConcurrentBag<Exception> faults
    )
    {
        try
        {
            for (int i = 0; i < clients; i++)
            {
                (DtlsSession client, DtlsSession served) = listener.Meet();
                client.Vanish();
                sessions.Add(new WeakReference(served));
            }
        }
#pragma warning disable CA1031 // Kept for the test to look at.
        catch (Exception e)
#pragma warning restore CA1031
        {
            faults.Add(e);
        }
    }

    private static WeakReference ProveAndVanish(DtlsListener listener)
    {
        using var client = new RawClient(listener.LocalEndPoint);
        client.Send(client.ProvedHello());
        return new WeakReference(Assert.IsType<DtlsSession>(listener.WaitForClient()));
    }

    private static void Expire(DtlsListener listener, ManualClock clock)
    {
        clock.Advance(listener.IdleTimeout + TimeSpan.FromSeconds(1));
        listener.Until(statistics => statistics.Connections == 0);
    }
}
