using System.Runtime.CompilerServices;
using DtlsNotebooks.Dtls.Engine;

namespace DtlsNotebooks.Tests.Dtls;

public sealed class FiberThreadsTests
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    [Fact]
    public async Task Jobs_that_park_run_side_by_side_and_their_threads_are_used_again()
    {
        const int Jobs = 20;
        var threads = new FiberThreads(Long);
        for (int round = 0; round < 3; round++)
        {
            using var allRun = new CountdownEvent(Jobs);
            using var mayEnd = new ManualResetEventSlim();
            for (int i = 0; i < Jobs; i++)
            {
                threads.Run(() =>
                {
                    allRun.Signal();
                    mayEnd.Wait();
                });
            }

            Assert.True(allRun.Wait(LessonPki.Bound, TestContext.Current.CancellationToken));
            Assert.Equal((Jobs, 0), (threads.Count, threads.IdleCount));
            mayEnd.Set();
            await Until(() => threads.IdleCount == Jobs);
        }
    }

    [Fact]
    public async Task Idle_threads_retire()
    {
        var threads = new FiberThreads(TimeSpan.FromMilliseconds(20));
        for (int i = 0; i < 5; i++)
        {
            threads.Run(() => { });
        }

        await Until(() => threads.Count == 0);

        using var ran = new ManualResetEventSlim();
        threads.Run(ran.Set);
        Assert.True(ran.Wait(LessonPki.Bound, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_idle_thread_keeps_nothing_of_its_last_job()
    {
        var threads = new FiberThreads(Long);
        WeakReference kept = RunOne(threads);
        await Until(() => threads.IdleCount == 1);

        await Until(() =>
        {
            GC.Collect();
            return !kept.IsAlive;
        });
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference RunOne(FiberThreads threads)
    {
        object used = new();
        threads.Run(() => used.GetHashCode());
        return new WeakReference(used);
    }

    private static async Task Until(Func<bool> condition)
    {
        using var bound = new CancellationTokenSource(LessonPki.Bound);
        while (!condition())
        {
            await Task.Delay(5, bound.Token);
        }
    }
}
