using System.Runtime.CompilerServices;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Engine;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>A handshake that is given up gives its thread back.</summary>
[Collection(FiberTests.Name)]
public sealed class NonblockingEndTests
{
    private static readonly TimeSpan Never = TimeSpan.FromHours(1);

    [Fact]
    public async Task Disposing_in_mid_handshake_frees_the_threads_of_both_sides()
    {
        for (int i = 0; i < 50; i++)
        {
            MemoryPair pair = UnderWay();
            pair.Dispose();
            pair.Dispose();

            Assert.Null(pair.Client.CurrentTimeout);
            Assert.True(pair.ClientEnd.IsClosed && pair.ServerEnd.IsClosed);
            Assert.Throws<InvalidOperationException>(() => pair.Client.Connect("localhost"));
            Assert.Equal(DtlsStatus.Closed, pair.Server.GotTimeout());
            Assert.Equal((2, 2), (pair.ClientEnd.Statistics.DatagramsSent, pair.ServerEnd.Statistics.DatagramsSent));
        }

        await Until(() => FiberThreads.Shared.IdleCount == FiberThreads.Shared.Count);
    }

    [Fact]
    public async Task Handshakes_that_end_or_fail_free_their_threads()
    {
        for (int i = 0; i < 10; i++)
        {
            using var done = MemoryPair.Established();
            using MemoryPair refused = new(LessonPki.Client(), LessonPki.ServerWith(LessonPki.Stranger.IssueServer()));
            Assert.Throws<DtlsException>(refused.Handshake);
        }

        await Until(() => FiberThreads.Shared.IdleCount == FiberThreads.Shared.Count);
    }

    [Fact]
    public async Task A_session_that_everybody_has_forgotten_frees_its_thread()
    {
        MemoryTransport end = Forgotten();

        await Until(() =>
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            return end.IsClosed;
        });

        await Until(() => FiberThreads.Shared.IdleCount == FiberThreads.Shared.Count);
    }

    [Fact]
    public async Task A_transport_that_somebody_closes_ends_the_handshake_in_the_next_call()
    {
        using MemoryPair pair = UnderWay();
        await Task.Run(pair.ClientEnd.Close, TestContext.Current.CancellationToken);

        DtlsException error = Assert.Throws<DtlsException>(() => pair.Client.GotTimeout());

        Assert.Equal(DtlsError.SessionClosed, error.Error);
        Assert.Null(pair.Client.CurrentTimeout);
    }

    [Fact]
    public async Task Disposing_from_other_threads_while_the_loop_runs_ends_it_with_a_name()
    {
        for (int i = 0; i < 50; i++)
        {
            using MemoryPair pair = UnderWay();
            var disposed = Task.Run(pair.Client.Dispose, TestContext.Current.CancellationToken);
            try
            {
                while (pair.Client.GotTimeout() == DtlsStatus.WantRead) { }
            }
            catch (DtlsException e)
            {
                Assert.Equal(DtlsError.SessionClosed, e.Error);
            }

            await disposed;
        }
    }

    private static MemoryPair UnderWay()
    {
        var pair = new MemoryPair(
            LessonPki.Client() with
            {
                FirstResend = Never,
            },
            LessonPki.Server() with
            {
                FirstResend = Never,
            }
        );
        pair.StepClient();
        pair.StepServer();
        pair.StepClient();
        pair.StepServer();
        Assert.NotNull(pair.Client.CurrentTimeout);
        Assert.NotNull(pair.Server.CurrentTimeout);
        return pair;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static MemoryTransport Forgotten()
    {
        (MemoryTransport client, _) = MemoryTransport.Pair();
        var session = new DtlsSession(LessonPki.Client() with { FirstResend = Never }, client) { Blocking = false };
        Assert.Equal(DtlsStatus.WantRead, session.Connect("localhost"));
        return client;
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
