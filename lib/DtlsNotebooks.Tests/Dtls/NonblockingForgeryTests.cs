using System.Buffers.Binary;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Engine;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>What a stranger sends neither harms a nonblocking session nor makes it wait or turn in a circle.</summary>
public sealed class NonblockingForgeryTests
{
    [Fact]
    public void Plaintext_alerts_forged_during_the_handshake_do_no_harm()
    {
        using var pair = new MemoryPair(LessonPki.Client(), LessonPki.Server());
        for (int i = 0; i < 100 && !pair.IsDone; i++)
        {
            pair.ClientEnd.Inject(Alert(AlertLevel.fatal, AlertDescription.internal_error, 2 * i));
            pair.StepClient();
            pair.ServerEnd.Inject(Alert(AlertLevel.warning, AlertDescription.close_notify, 2 * i));
            pair.StepServer();
        }

        Assert.True(pair.IsDone);
        pair.AssertEcho("unharmed");
        pair.AssertNobodyWaited();
    }

    [Theory]
    [InlineData(30)]
    [InlineData(400)]
    [InlineData(900)]
    public void A_forged_alert_on_a_slow_path_waits_for_the_genuine_answer(int roundTrip)
    {
        using MemoryPair pair = OnSlowPath(roundTrip, out ManualClock clock);
        pair.ClientEnd.Inject(Alert(AlertLevel.fatal, AlertDescription.internal_error, 9));
        pair.StepClient();
        clock.Advance(TimeSpan.FromMilliseconds(roundTrip));
        pair.StepClient();
        Assert.Equal(DtlsStatus.WantRead, pair.ClientStatus);

        pair.Handshake();
        pair.AssertEcho("unharmed");
    }

    [Theory]
    [InlineData(30, 200)]
    [InlineData(400, 800)]
    [InlineData(900, 1800)]
    [InlineData(3000, 2000)]
    public void An_alert_is_believed_once_an_answer_would_have_come_twice(int roundTrip, int patience)
    {
        using MemoryPair pair = OnSlowPath(roundTrip, out ManualClock clock);
        pair.ClientEnd.Inject(Alert(AlertLevel.fatal, AlertDescription.access_denied, 9));
        pair.StepClient();
        clock.Advance(TimeSpan.FromMilliseconds(patience - 1));
        pair.StepClient();
        Assert.Equal(DtlsStatus.WantRead, pair.ClientStatus);
        clock.Advance(TimeSpan.FromMilliseconds(1));

        DtlsException error = Assert.Throws<DtlsException>(pair.StepClient);

        Assert.Equal(DtlsAlert.AccessDenied, error.Alert);
    }

    [Fact]
    public void A_forged_alert_that_is_held_back_after_the_handshake_ends_nothing()
    {
        using var pair = MemoryPair.Established();
        byte[] buffer = new byte[10];
        pair.ServerEnd.Inject(Alert(AlertLevel.fatal, AlertDescription.handshake_failure, 100));

        Assert.Equal(DtlsStatus.WantRead, pair.Server.Read(buffer, out _));
        Assert.Null(pair.Server.CurrentTimeout);
        Thread.Sleep(AnswerTimes.Least);
        Assert.Equal(DtlsStatus.WantRead, pair.Server.Read(buffer, out _));

        Assert.True(pair.Server.IsOpen);
        pair.AssertEcho("unimpressed");
        pair.AssertNobodyWaited();
    }

    [Fact]
    public void A_replayed_datagram_is_dropped_without_turning_in_a_circle()
    {
        using var pair = MemoryPair.Established();
        pair.AssertEcho("once");
        pair.ServerEnd.Inject(pair.ClientEnd.LastSent);
        int asked = pair.ServerEnd.Receives;

        Assert.Equal(DtlsStatus.WantRead, pair.Server.Read(new byte[10], out _));

        // Once for the datagram and once to find that there is no other.
        Assert.Equal(asked + 2, pair.ServerEnd.Receives);
    }

    [Fact]
    public void Changed_datagrams_are_dropped_without_turning_in_a_circle()
    {
        using var pair = MemoryPair.Established();
        pair.AssertEcho("whole");
        for (int i = 0; i < 50; i++)
        {
            byte[] changed = [.. pair.ClientEnd.LastSent];
            changed[^1] ^= 1;
            BinaryPrimitives.WriteInt32BigEndian(changed.AsSpan(7), 1000 + i);
            pair.ServerEnd.Inject(changed);
        }

        int asked = pair.ServerEnd.Receives;
        Assert.Equal(DtlsStatus.WantRead, pair.Server.Read(new byte[10], out _));

        Assert.Equal(asked + 51, pair.ServerEnd.Receives);
        pair.AssertEcho("still whole");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_flood_of_garbage_keeps_no_call_for_long(bool duringHandshake)
    {
        const int Flood = 1000;
        using var pair = new MemoryPair(LessonPki.Client() with { FirstResend = LessonPki.Bound }, LessonPki.Server());
        if (!duringHandshake)
        {
            pair.Handshake();
        }

        for (int i = 0; i < Flood; i++)
        {
            pair.ClientEnd.Inject([1, 2, 3]);
        }

        for (int before = Flood; before > 0; before = pair.ClientEnd.Waiting)
        {
            DtlsStatus status = duringHandshake
                ? pair.Client.Connect("localhost")
                : pair.Client.Read(new byte[10], out _);
            Assert.Equal(DtlsStatus.WantRead, status);
            Assert.InRange(before - pair.ClientEnd.Waiting, 1, 2 * DatagramIntake.MostInARow);
        }

        pair.Handshake();
        pair.AssertEcho("through");
    }

    /// <summary>The cookie has taken its time to come, and the client has sent it back.</summary>
    private static MemoryPair OnSlowPath(int roundTrip, out ManualClock clock)
    {
        clock = new ManualClock();
        DtlsContext client = LessonPki.Client() with { FirstResend = TimeSpan.FromSeconds(10) };
        var pair = new MemoryPair(client, LessonPki.Server(), clock);
        pair.StepClient();
        clock.Advance(TimeSpan.FromMilliseconds(roundTrip));
        pair.StepServer();
        pair.StepClient();
        return pair;
    }

    private static byte[] Alert(short level, short description, long sequence)
    {
        byte[] record =
        [
            (byte)ContentType.alert,
            0xFE,
            0xFD,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            2,
            (byte)level,
            (byte)description,
        ];
        BinaryPrimitives.WriteUInt32BigEndian(record.AsSpan(7), (uint)sequence);
        return record;
    }
}
