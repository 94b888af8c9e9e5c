using System.Collections.Concurrent;
using System.Diagnostics;

namespace DtlsNotebooks.Lessons;

/// <summary>Clients that come at the same moment, each on a thread of its own, and what became of them.</summary>
/// <param name="Count">How many came.</param>
/// <param name="Served">How many of them got what they came for.</param>
/// <param name="Elapsed">From the moment they were let go until the last had ended, or until the limit.</param>
/// <param name="Failures">What was thrown on their threads: the messages, each once.</param>
/// <example><code>var crowd = Crowd.Arrive(32, () => Visit(address));</code></example>
public sealed record Crowd(int Count, int Served, TimeSpan Elapsed, IReadOnlyList<string> Failures)
{
    private const int Most = 2000;
    private static readonly TimeSpan BeginBound = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan UsualLimit = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Lets so many clients go at once and waits until all have ended. Nothing leaves their threads: a visit that
    /// throws counts as not served.
    /// </summary>
    /// <param name="count">How many, up to 2000.</param>
    /// <param name="visit">What each of them does; true where it got what it came for.</param>
    /// <param name="limit">
    /// The longest to wait for them; 20 seconds where nothing is given. Who has not ended by then is not served.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The number is not 1 to 2000, or the limit is not above 0.
    /// </exception>
    public static Crowd Arrive(int count, Func<bool> visit, TimeSpan? limit = null)
    {
        ArgumentNullException.ThrowIfNull(visit);
        if (count is < 1 or > Most)
            throw new ArgumentOutOfRangeException(nameof(count), count, $"A crowd is of 1 to {Most} clients.");
        if (limit <= TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(
                nameof(limit),
                limit,
                "The limit is a time to wait: give more than 0."
            );
        }

        var arriving = new Arrival(visit);
        return arriving.Run(count, limit ?? UsualLimit);
    }

    /// <summary>
    /// Has so many threads do the same again and again, all beginning together, and waits until they have done it.
    /// </summary>
    /// <param name="count">How many threads, up to 2000.</param>
    /// <param name="times">How many times each of them does it.</param>
    /// <param name="work">What they do.</param>
    /// <param name="limit">The longest to wait for them; 20 seconds where nothing is given.</param>
    public static Crowd Repeat(int count, int times, Action work, TimeSpan? limit = null)
    {
        ArgumentNullException.ThrowIfNull(work);
        int arrived = 0;
        return Arrive(
            count,
            () =>
            {
                // The gate lets them in one by one; here they wait until all run, so that none is done before.
                Interlocked.Increment(ref arrived);
                SpinWait.SpinUntil(() => Volatile.Read(ref arrived) == count, BeginBound);
                for (int i = 0; i < times; i++)
                    work();
                return true;
            },
            limit
        );
    }

    private sealed class Arrival(Func<bool> visit)
    {
        private readonly TaskCompletionSource _gate = new();
        private readonly ConcurrentDictionary<string, bool> _failures = new();
        private int _served;
        private long _start;

        internal Crowd Run(int count, TimeSpan limit)
        {
            List<Thread> clients =
            [
                .. Enumerable.Range(0, count).Select(_ => new Thread(Visit) { IsBackground = true }),
            ];
            try
            {
                clients.ForEach(client => client.Start());
            }
            finally
            {
                // Where the system refuses a thread, those before it shall not wait for ever.
                _start = Stopwatch.GetTimestamp();
                _gate.SetResult();
            }

            foreach (Thread client in clients)
            {
                TimeSpan left = limit - Stopwatch.GetElapsedTime(_start);
                client.Join(left > TimeSpan.Zero ? left : TimeSpan.Zero);
            }

            return new Crowd(count, Volatile.Read(ref _served), Stopwatch.GetElapsedTime(_start), [.. _failures.Keys]);
        }

        private void Visit()
        {
            _gate.Task.Wait();
            try
            {
                if (visit())
                    Interlocked.Increment(ref _served);
            }
#pragma warning disable CA1031 // An exception that left the thread would end the process, and the notebook's kernel with it.
            catch (Exception e)
#pragma warning restore CA1031
            {
                _failures.TryAdd(e.Message, true);
            }
        }
    }
}
