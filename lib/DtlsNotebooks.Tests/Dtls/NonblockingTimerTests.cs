using System.Diagnostics;
using DtlsNotebooks.Dtls;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>
/// A nonblocking handshake's timers: nothing runs out early, each flight waits twice as long as the one before.
/// </summary>
public sealed class NonblockingTimerTests
{
    private static readonly TimeSpan FirstResend = TimeSpan.FromMilliseconds(20);

    /// <summary>A session gives its timer in whole milliseconds.</summary>
    private static readonly TimeSpan ClockTick = TimeSpan.FromMilliseconds(2);

    private static readonly TimeSpan Never = TimeSpan.FromHours(1);

    [Fact]
    public void A_client_without_answer_sends_again_after_1_2_4_and_8_times_the_first_wait()
    {
        using var pair = new MemoryPair(LessonPki.Client() with { FirstResend = FirstResend }, LessonPki.Server());
        long begun = Stopwatch.GetTimestamp();
        pair.StepClient();

        AssertDoubling(pair.Client, begun);
        pair.AssertNobodyWaited();
    }

    [Fact]
    public void A_server_whose_client_has_gone_sends_again_likewise()
    {
        using var pair = new MemoryPair(
            LessonPki.Client() with
            {
                FirstResend = Never,
            },
            LessonPki.Server() with
            {
                FirstResend = FirstResend,
            }
        );
        pair.StepClient();
        pair.StepServer();
        pair.StepClient();
        long begun = Stopwatch.GetTimestamp();
        pair.StepServer();

        AssertDoubling(pair.Server, begun);
        pair.AssertNobodyWaited();
    }

    [Fact]
    public void A_wait_that_has_grown_is_kept_until_a_flight_passes_without_loss()
    {
        var clock = new ManualClock();
        using var pair = new MemoryPair(
            LessonPki.Client() with
            {
                FirstResend = FirstResend,
            },
            LessonPki.Server() with
            {
                FirstResend = Never,
                RequireClientCertificate = true,
            },
            clock
        );
        pair.StepClient();
        for (int i = 0; i < 3; i++)
        {
            clock.Advance(pair.Client.CurrentTimeout!.Value);
            pair.StepClient();
        }

        // The first hello was lost three times; the cookie comes, and the next hello goes out with the timer as it was.
        pair.StepServer();
        pair.StepClient();
        Assert.Equal(8 * FirstResend, pair.Client.CurrentTimeout);

        // That one was not lost.
        pair.StepServer();
        pair.StepClient();
        Assert.Equal(FirstResend, pair.Client.CurrentTimeout);
    }

    [Fact]
    public void No_wait_is_longer_than_the_longest()
    {
        var clock = new ManualClock();
        using var pair = new MemoryPair(
            LessonPki.Client() with
            {
                FirstResend = FirstResend,
                LongestResend = 3 * FirstResend,
            },
            LessonPki.Server(),
            clock
        );
        pair.StepClient();
        foreach (int times in new[] { 1, 2, 3, 3, 3 })
        {
            Assert.Equal(times * FirstResend, pair.Client.CurrentTimeout);
            clock.Advance(pair.Client.CurrentTimeout!.Value);
            pair.StepClient();
        }
    }

    [Fact]
    public void Called_early_it_sends_nothing_and_the_timer_runs_on()
    {
        using var pair = new MemoryPair(LessonPki.Client() with { FirstResend = Never }, LessonPki.Server());
        pair.StepClient();
        TimeSpan before = pair.Client.CurrentTimeout!.Value;
        for (int i = 0; i < 100; i++)
        {
            Assert.Equal(DtlsStatus.WantRead, pair.Client.GotTimeout());
        }

        Assert.Equal(1, pair.ClientEnd.Statistics.DatagramsSent);
        Assert.InRange(pair.Client.CurrentTimeout!.Value, TimeSpan.FromSeconds(1), before);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_end_of_the_handshake_s_time_comes_out_of_the_call(bool atClient)
    {
        TimeSpan soon = 3 * FirstResend;
        using var pair = new MemoryPair(
            LessonPki.Client() with
            {
                FirstResend = atClient ? FirstResend : Never,
                HandshakeTimeout = atClient ? soon : Never,
            },
            LessonPki.Server() with
            {
                FirstResend = FirstResend,
                HandshakeTimeout = soon,
            }
        );
        DtlsSession session = atClient ? pair.Client : pair.Server;

        pair.StepClient();
        if (!atClient)
        {
            pair.StepServer();
            pair.StepClient();
            pair.StepServer();
        }

        Assert.Equal(DtlsStatus.TimedOut, SelectLoop.AwaitTimers(() => session));
        Assert.True(session.Transport.IsClosed);
        Assert.Equal(DtlsStatus.Closed, session.GotTimeout());
        Assert.Null(session.CurrentTimeout);
    }

    [Fact]
    public void A_lost_last_flight_is_repeated_by_a_server_that_reads()
    {
        using var pair = new MemoryPair(
            LessonPki.Client() with
            {
                FirstResend = FirstResend,
            },
            LessonPki.Server() with
            {
                FirstResend = Never,
            }
        );
        while (pair.ServerStatus != DtlsStatus.Done)
        {
            pair.StepClient();
            pair.ServerEnd.Drops = pair.Server.CurrentTimeout is null ? null : _ => true;
            pair.StepServer();
        }

        Assert.False(pair.ClientEnd.IsReadable);
        pair.ServerEnd.Drops = null;
        AwaitFlight(pair.Client);
        pair.StepServer();
        pair.StepClient();

        Assert.True(pair.IsDone);
        pair.AssertEcho("got it at last");
        pair.AssertNobodyWaited();
    }

    /// <param name="session">What sends.</param>
    /// <param name="begun">
    /// A moment before the call that sent the first flight, so that the time to the next is not measured too short.
    /// </param>
    private static void AssertDoubling(DtlsSession session, long begun)
    {
        TimeSpan wait = FirstResend;
        for (int i = 0; i < 4; i++, wait *= 2)
        {
            // Never longer than it should be, and never shorter from flight to flight; what a busy machine adds is not
            // counted.
            Assert.InRange(session.CurrentTimeout!.Value, TimeSpan.Zero, wait);
            long next = AwaitFlight(session);
            Assert.True(Stopwatch.GetElapsedTime(begun) > wait - ClockTick, $"flight {i + 2} came early");
            begun = next;
        }
    }

    /// <summary>Sleeps as long as the session says, until it sends.</summary>
    /// <returns>The moment before the call that sent.</returns>
    private static long AwaitFlight(DtlsSession session)
    {
        long start = Stopwatch.GetTimestamp();
        long sent = session.Statistics.DatagramsSent;
        long before = start;
        while (session.Statistics.DatagramsSent == sent)
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < LessonPki.Bound, "it never sent again");
            Thread.Sleep(session.CurrentTimeout!.Value);
            before = Stopwatch.GetTimestamp();
            Assert.Equal(DtlsStatus.WantRead, session.GotTimeout());
        }

        Assert.Equal(sent + 1, session.Statistics.DatagramsSent);
        return before;
    }
}
