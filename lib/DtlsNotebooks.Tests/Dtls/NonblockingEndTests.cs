using System.Runtime.CompilerServices;
using DtlsNotebooks.Dtls;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>A handshake that ends, or is given up, leaves nothing behind.</summary>
public sealed class NonblockingEndTests
{
    private static readonly TimeSpan Never = TimeSpan.FromHours(1);

    [Fact]
    public void Disposing_in_mid_handshake_ends_both_sides_in_silence()
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
    }

    [Fact]
    public void A_handshake_that_is_refused_has_no_timer_any_more()
    {
        using MemoryPair refused = new(LessonPki.Client(), LessonPki.ServerWith(LessonPki.Stranger.IssueServer()));

        Assert.Throws<DtlsException>(refused.Handshake);

        Assert.True(refused.ClientEnd.IsClosed);
        Assert.Null(refused.Client.CurrentTimeout);
    }

    [Fact]
    public async Task Nobody_but_its_owner_keeps_a_session_under_way()
    {
        WeakReference session = Forgotten();

        await Until(() =>
        {
            GC.Collect();
            return !session.IsAlive;
        });
    }

    [Fact]
    public async Task A_transport_that_somebody_closes_ends_the_handshake_in_the_next_call()
    {
        using MemoryPair pair = UnderWay();
        await OwnThread.Run(pair.ClientEnd.Close);

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
            Task disposed = OwnThread.Run(pair.Client.Dispose);
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
    private static WeakReference Forgotten()
    {
        (MemoryTransport client, _) = MemoryTransport.Pair();
        var session = new DtlsSession(LessonPki.Client() with { FirstResend = Never }, client) { Blocking = false };
        Assert.Equal(DtlsStatus.WantRead, session.Connect("localhost"));
        return new WeakReference(session);
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
