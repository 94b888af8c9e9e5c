using System.Diagnostics;
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
    private static readonly TimeSpan AnswerBound = TimeSpan.FromSeconds(2);

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
        var asker = new Asker(() => next(Peer(1), (int)Bound.TotalMilliseconds));
        Thread.Sleep(5 * Patience);
        take(Peer(1), "late");
        return asker.Gets("late", Bound);
    }

    /// <summary>
    /// A peer's first datagram comes in the middle of the first question for it; then eight threads at once, each with
    /// thousands of peers.
    /// </summary>
    /// <returns>Whether every datagram was there afterwards.</returns>
    public bool StandsMany() => KeepsWhatComesInBetween() && StandsACrowd();

    // "Is there a queue? No: make one" are two steps. Here the second is held until the datagram has come, so that two
    // queues are made, and one is lost, on any machine and in every run. Whoever makes it one step is not held and
    // waits for the datagram. Whoever locks is held, and lets the datagram in afterwards.
    private bool KeepsWhatComesInBetween()
    {
        // What is called for the first time is compiled, and a thread may rest in the compiler, too.
        var first = new Asker(() => Taken(Peer(0)) == next(Peer(0), Patience) ? "same" : null);
        if (!first.Gets("same", Bound))
            return false;

        var peer = new HeldPeer();
        var asker = new Asker(() => next(peer, (int)Bound.TotalMilliseconds));
        Wait(() => peer.IsHeld || asker.HasRested);
        var taker = new Asker(() => Taken(Peer(peer.Port)));
        Wait(() => taker.HasRested);
        peer.LetGo();
        return taker.Gets("mine", Bound) && asker.Gets("mine", AnswerBound);
    }

    private string Taken(IPEndPoint sender)
    {
        take(sender, "mine");
        return "mine";
    }

    private static void Wait(Func<bool> condition)
    {
        long start = Stopwatch.GetTimestamp();
        while (!condition() && Stopwatch.GetElapsedTime(start) < Bound)
            Thread.Sleep(1);
    }

    private bool StandsACrowd()
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

    /// <summary>A key whose second look-up waits until it is let go.</summary>
    private sealed class HeldPeer() : IPEndPoint(IPAddress.Loopback, MaxPort)
    {
        private readonly TaskCompletionSource _letGo = new();
        private int _lookUps;
        private volatile bool _isHeld;

        public bool IsHeld => _isHeld;

        public void LetGo() => _letGo.SetResult();

        public override int GetHashCode()
        {
            if (Interlocked.Increment(ref _lookUps) == 2)
            {
                _isHeld = true;
                _letGo.Task.Wait(Bound);
            }

            return base.GetHashCode();
        }
    }

    /// <summary>Asks on a thread of its own. What the student's method throws there is no answer.</summary>
    private sealed class Asker
    {
        private const int Looks = 20;
        private readonly Thread _thread;
        private string? _got;
        private int _atRest;

        public Asker(Func<string?> ask)
        {
            _thread = new Thread(() => _got = Ask(ask)) { IsBackground = true };
            _thread.Start();
        }

        /// <summary>Whether it has ended, or was found waiting each time it was looked at, again and again.</summary>
        public bool HasRested
        {
            get
            {
                if (!_thread.IsAlive)
                    return true;
                _atRest = _thread.ThreadState.HasFlag(System.Threading.ThreadState.WaitSleepJoin) ? _atRest + 1 : 0;
                return _atRest >= Looks;
            }
        }

        public bool Gets(string expected, TimeSpan bound) => _thread.Join(bound) && _got == expected;

        private static string? Ask(Func<string?> ask)
        {
            try
            {
                return ask();
            }
#pragma warning disable CA1031 // An exception that leaves a thread would end the notebook's kernel.
            catch (Exception)
#pragma warning restore CA1031
            {
                return null;
            }
        }
    }
}
