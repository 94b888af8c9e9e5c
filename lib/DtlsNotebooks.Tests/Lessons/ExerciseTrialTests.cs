using System.Collections.Concurrent;
using System.Net;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Certificates;
using DtlsNotebooks.Lessons;

namespace DtlsNotebooks.Tests.Lessons;

/// <summary>What chapter 3 tries its students' answers with tells a right one from a wrong one.</summary>
public sealed class ExerciseTrialTests
{
    [Fact]
    public void A_stop_in_order_frees_when_all_have_ended_and_only_then()
    {
        Assert.Equal(new StopTrial(true, true, false), StopTrial.Run(InOrder, 50));
        Assert.Equal(new StopTrial(false, false, false), StopTrial.Run(InOrder, 2000));
    }

    [Fact]
    public void A_stop_that_frees_at_once_is_seen() =>
        Assert.Equal(
            new StopTrial(true, true, true),
            StopTrial.Run(
                (stop, _, free) =>
                {
                    stop.Cancel();
                    free();
                    return true;
                },
                100
            )
        );

    [Fact]
    public void A_sorter_that_sorts_is_told_from_one_queue_for_all()
    {
        static SorterTrial Good()
        {
            var queues = new ConcurrentDictionary<IPEndPoint, BlockingCollection<string>>();
            BlockingCollection<string> Of(IPEndPoint peer) => queues.GetOrAdd(peer, _ => []);
            return Sorting(Of);
        }

        Assert.Equal("ab", Good().Sorted(1));
        Assert.Equal("x", Good().Sorted(2));
        Assert.Equal("", Good().Sorted(9));
        Assert.True(Good().WaitsForIt());
        Assert.True(Good().StandsMany());

        using var one = new BlockingCollection<string>();
        var bad = new SorterTrial((_, d) => one.Add(d), (_, wait) => one.TryTake(out string? d, wait) ? d : null);
        Assert.Equal("ax", bad.Sorted(1));
    }

    [Fact]
    public void A_queue_that_is_made_in_two_steps_is_found_out_in_every_run()
    {
        for (int run = 0; run < 3; run++)
        {
            var queues = new ConcurrentDictionary<IPEndPoint, BlockingCollection<string>>();
            BlockingCollection<string> Of(IPEndPoint peer)
            {
                if (!queues.ContainsKey(peer))
                    queues[peer] = [];
                return queues[peer];
            }

            Assert.False(Sorting(Of).StandsMany());
        }
    }

    [Fact]
    public void A_dictionary_with_a_lock_stands_many()
    {
        var queues = new Dictionary<IPEndPoint, BlockingCollection<string>>();
        BlockingCollection<string> Of(IPEndPoint peer)
        {
            lock (queues)
            {
                if (!queues.ContainsKey(peer))
                    queues[peer] = [];
                return queues[peer];
            }
        }

        Assert.True(Sorting(Of).StandsMany());
    }

    [Fact]
    public void A_method_that_throws_on_a_thread_ends_nothing()
    {
        var trial = new SorterTrial((_, _) => { }, (_, _) => throw new InvalidOperationException("broken"));

        Assert.False(trial.WaitsForIt());
        Assert.False(trial.StandsMany());
    }

    [Fact]
    public void How_many_are_served_at_once_is_counted()
    {
        var certificates = LessonCertificates.EnsureIn(keys: KeyKind.EcdsaP256);
        var server = DtlsContext.ForServer(certificates);
        var client = DtlsContext.ForClient(certificates);

        Assert.Equal(new ServingTrial(8, 4), ServingTrial.Run(FourThreads, 4, server, client));
        Assert.InRange(ServingTrial.Run(AThreadForEach, 4, server, client).Most, 5, 8);
        Assert.Equal(new ServingTrial(0, 0), ServingTrial.Run((_, _) => { }, 4, server, client));
    }

    private static SorterTrial Sorting(Func<IPEndPoint, BlockingCollection<string>> queueOf) =>
        new((p, d) => queueOf(p).Add(d), (p, wait) => queueOf(p).TryTake(out string? d, wait) ? d : null);

    private static bool InOrder(CancellationTokenSource stop, List<Thread> threads, Action free)
    {
        stop.Cancel();
        if (!threads.TrueForAll(thread => thread.Join(1000)))
            return false;
        free();
        return true;
    }

    private static void FourThreads(DtlsListener listener, Action<DtlsSession> serve)
    {
        for (int i = 0; i < 4; i++)
        {
            Start(() =>
            {
                while (listener.IsListening)
                {
                    if (listener.WaitForClient() is { } session)
                        serve(session);
                }
            });
        }
    }

    private static void AThreadForEach(DtlsListener listener, Action<DtlsSession> serve)
    {
        while (listener.IsListening)
        {
            if (listener.WaitForClient() is { } session)
                Start(() => serve(session));
        }
    }

    private static void Start(Action work) => new Thread(() => work()) { IsBackground = true }.Start();
}
