using System.Net;

namespace DtlsNotebooks.Lessons;

/// <summary>Tries a student's sorter, which keeps a queue of datagrams for each sender.</summary>
/// <param name="take">Its method that is called for each datagram that comes.</param>
/// <param name="next">
/// Its method that gives the next datagram of a peer, or waits for one, so many milliseconds, and gives null.
/// </param>
public sealed class SorterTrial(Action<IPEndPoint, string> take, Func<IPEndPoint, int, string?> next)
{
    private const int Patience = 20;
    private const int Threads = 8;
    private const int Peers = 5000;
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(9);

    /// <summary>Two datagrams of peer 1 come, and one of peer 2 between them.</summary>
    /// <param name="peer">Whose datagrams to ask for, twice.</param>
    /// <returns>What came, one after the other.</returns>
    public string Sorted(int peer)
    {
        take(Peer(1), "a");
        take(Peer(2), "x");
        take(Peer(1), "b");
        return next(Peer(peer), Patience) + next(Peer(peer), Patience);
    }

    /// <summary>A thread asks before the datagram comes.</summary>
    /// <returns>Whether it got it.</returns>
    public bool WaitsForIt()
    {
        string? got = null;
        var reader = new Thread(() => got = next(Peer(1), (int)Bound.TotalMilliseconds)) { IsBackground = true };
        reader.Start();
        Thread.Sleep(5 * Patience);
        take(Peer(1), "late");
        return reader.Join(Bound) && got == "late";
    }

    /// <summary>Eight threads at once, each with thousands of peers.</summary>
    /// <returns>Whether every datagram was there afterwards.</returns>
    public bool StandsMany()
    {
        int peers = 0;
        return Crowd.Arrive(Threads, Visit).Served == Threads;

        bool Visit()
        {
            for (int i = 0; i < Peers; i++)
            {
                IPEndPoint me = Peer(Interlocked.Increment(ref peers));
                take(me, "mine");
                if (next(me, Patience) != "mine")
                    return false;
            }

            return true;
        }
    }

    private static IPEndPoint Peer(int port) => new(IPAddress.Loopback, port);
}
