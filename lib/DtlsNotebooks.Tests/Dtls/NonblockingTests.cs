using System.Net.Sockets;
using DtlsNotebooks.Dtls;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>
/// Sessions whose calls never wait, on a path without faults. The transport fails whoever asks it to wait.
/// </summary>
public sealed class NonblockingTests
{
    private static readonly TimeSpan Never = TimeSpan.FromHours(1);

    [Fact]
    public void Both_ends_in_one_thread_make_a_handshake_and_talk()
    {
        using var pair = new MemoryPair(LessonPki.Client(), LessonPki.Server());
        byte[] buffer = new byte[100];
        Assert.Equal(DtlsStatus.WantRead, pair.Server.Accept());
        Assert.Null(pair.Server.CurrentTimeout);

        pair.Handshake();

        Assert.Equal((DtlsStatus.WantRead, 0), (pair.Server.Read(buffer, out int count), count));
        pair.AssertEcho("over the hill");
        Assert.Equal(DtlsStatus.WantRead, pair.Client.Read(buffer, out count));
        Assert.Null(pair.Client.CurrentTimeout);
        Assert.True(pair.Client.IsOpen && pair.Server.IsOpen);
        Assert.Contains("GCM", pair.Client.Facts!.CipherSuite.ToString());
        pair.AssertNobodyWaited();
    }

    [Fact]
    public void Over_sockets_it_is_the_same()
    {
        using var pair = new NonblockingPair(LessonPki.Client(), LessonPki.Server());
        byte[] buffer = new byte[100];

        pair.Handshake();

        Assert.Equal((DtlsStatus.WantRead, 0), (pair.Server.Read(buffer, out int count), count));
        Assert.Equal(DtlsStatus.Done, pair.Client.Write("over"u8));
        SelectLoop.UntilReadable(pair.ServerSocket);
        Assert.Equal((DtlsStatus.Done, 4), (pair.Server.Read(buffer, out count), count));
    }

    [Fact]
    public void The_small_buffer_and_the_empty_record_are_as_on_a_blocking_session()
    {
        using var pair = MemoryPair.Established();
        byte[] buffer = new byte[3];
        pair.Client.Write([1, 2, 3, 4, 5]);
        pair.Client.Write([]);

        Assert.Equal((DtlsStatus.Done, 3), (pair.Server.Read(buffer, out int count), count));
        Assert.Equal((DtlsStatus.Done, 2), (pair.Server.Read(buffer, out count), count));
        Assert.Equal([4, 5], buffer[..2]);
        Assert.Equal((DtlsStatus.Done, 0), (pair.Server.Read(buffer, out count), count));
        Assert.Equal((DtlsStatus.WantRead, 0), (pair.Server.Read(buffer, out count), count));
    }

    [Fact]
    public void Several_records_of_one_datagram_are_read_one_by_one()
    {
        using var pair = MemoryPair.Established();
        pair.ClientEnd.Drops = _ => true;
        pair.Client.WriteText("one");
        byte[] first = pair.ClientEnd.LastSent;
        pair.Client.WriteText("two");
        pair.ServerEnd.Inject([.. first, .. pair.ClientEnd.LastSent]);

        Assert.Equal("one", pair.Server.ReadText());
        Assert.False(pair.ServerEnd.IsReadable);
        Assert.Equal("two", pair.Server.ReadText());
        Assert.Equal(DtlsStatus.WantRead, pair.Server.Read(new byte[10], out _));
    }

    [Fact]
    public void Many_records_that_lie_ready_are_all_read()
    {
        const int Records = 300;
        using var pair = MemoryPair.Established();
        for (int i = 0; i < Records; i++)
        {
            Assert.Equal(DtlsStatus.Done, pair.Client.WriteText($"{i}"));
        }

        for (int i = 0; i < Records; i++)
        {
            Assert.Equal($"{i}", pair.Server.ReadText());
        }

        Assert.Equal(DtlsStatus.WantRead, pair.Server.Read(new byte[10], out _));
    }

    [Fact]
    public void Over_sockets_too_a_peer_that_never_answers_makes_no_call_wait()
    {
        using Socket silent = Loopback.Bound();
        using Socket socket = Loopback.Bound();
        socket.Connect(silent.Address());
        using var client = new DtlsSession(LessonPki.Client() with { FirstResend = Never }, socket)
        {
            Blocking = false,
        };
        for (int i = 0; i < 100; i++)
        {
            // A call that waited would take the time of the whole handshake, and fail.
            Assert.Equal(DtlsStatus.WantRead, client.Connect("localhost"));
            Assert.Equal(DtlsStatus.WantRead, client.GotTimeout());
        }

        Assert.Equal(1, client.Statistics.DatagramsSent);
    }

    [Fact]
    public void A_peer_that_never_answers_makes_no_call_wait()
    {
        using var pair = new MemoryPair(
            LessonPki.Client() with
            {
                FirstResend = Never,
            },
            LessonPki.Server() with
            {
                FirstResend = Never,
            }
        );
        for (int i = 0; i < 1000; i++)
        {
            Assert.Equal(DtlsStatus.WantRead, pair.Client.Connect("localhost"));
            Assert.Equal(DtlsStatus.WantRead, pair.Client.GotTimeout());
        }

        Assert.Equal(DtlsStatus.WantRead, pair.Server.Accept());
        Assert.Equal(DtlsStatus.WantRead, pair.Client.Connect("localhost"));
        for (int i = 0; i < 1000; i++)
        {
            Assert.Equal(DtlsStatus.WantRead, pair.Server.Accept());
            Assert.Equal(DtlsStatus.WantRead, pair.Server.GotTimeout());
        }

        Assert.Equal((2, 2), (pair.ClientEnd.Statistics.DatagramsSent, pair.ServerEnd.Statistics.DatagramsSent));
        pair.AssertNobodyWaited();
    }

    [Fact]
    public void A_parked_handshake_does_nothing_by_itself()
    {
        using var pair = new MemoryPair(
            LessonPki.Client() with
            {
                FirstResend = TimeSpan.FromMilliseconds(1),
            },
            LessonPki.Server()
        );
        Assert.Equal(DtlsStatus.WantRead, pair.Client.Connect("localhost"));
        int asked = pair.ClientEnd.Receives;

        Thread.Sleep(50);

        Assert.Equal(asked, pair.ClientEnd.Receives);
        Assert.Equal(TimeSpan.Zero, pair.Client.CurrentTimeout);
    }

    [Fact]
    public void The_cookie_is_checked_before_a_handshake_begins()
    {
        using var pair = new MemoryPair(
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

        Assert.Equal(DtlsStatus.WantRead, pair.Server.Accept());
        Assert.Equal((null, null), (pair.Server.CurrentTimeout, pair.Server.Transport.Peer));
        Assert.Equal(DtlsStatus.WantRead, pair.Server.GotTimeout());
        pair.StepClient();
        Assert.Equal(DtlsStatus.WantRead, pair.Server.Accept());

        Assert.NotNull(pair.Server.CurrentTimeout);
        Assert.NotNull(pair.Server.Transport.Peer);
    }

    [Fact]
    public void A_write_without_room_sends_nothing_and_may_be_repeated()
    {
        using var pair = MemoryPair.Established();
        long sent = pair.ClientEnd.Statistics.DatagramsSent;
        pair.ClientEnd.HasRoom = false;

        Assert.Equal(DtlsStatus.WantWrite, pair.Client.WriteText("too early"));
        Assert.Equal(sent, pair.ClientEnd.Statistics.DatagramsSent);
        pair.ClientEnd.HasRoom = true;

        pair.AssertEcho("now");
    }

    [Fact]
    public void After_close_notify_a_read_says_closed_and_a_write_throws()
    {
        using var pair = MemoryPair.Established();

        pair.Client.Shutdown();

        Assert.Equal(DtlsStatus.Closed, pair.Server.Read(new byte[10], out _));
        Assert.Equal(DtlsStatus.Closed, pair.Server.Read(new byte[10], out _));
        Assert.Equal(DtlsStatus.Closed, pair.Client.Read(new byte[10], out _));
        Assert.Equal(DtlsStatus.Closed, pair.Server.GotTimeout());
        Assert.Equal(DtlsError.PeerClosed, Assert.Throws<DtlsException>(() => pair.Server.WriteText("late")).Error);
        Assert.Equal(DtlsError.SessionClosed, Assert.Throws<DtlsException>(() => pair.Client.WriteText("late")).Error);
    }

    [Fact]
    public void Calls_at_the_wrong_time_are_told_in_a_sentence()
    {
        using var pair = new MemoryPair(LessonPki.Client(), LessonPki.Server());
        using var blocking = new DtlsSession(LessonPki.Client(), pair.ClientEnd);
        Assert.Contains("Blocking", Refusal(() => blocking.GotTimeout()));
        Assert.Null(blocking.CurrentTimeout);

        Assert.Equal(DtlsStatus.WantRead, pair.Client.Connect("localhost"));
        Assert.Contains("under way", Refusal(() => pair.Client.Blocking = true));
        Assert.Contains("not complete", Refusal(() => pair.Client.WriteText("early")));
        Assert.Contains("asks for localhost", Refusal(() => pair.Client.Connect("elsewhere")));

        pair.Handshake();
        Assert.Equal(DtlsStatus.Done, pair.Client.Connect("localhost"));
        Assert.Equal(DtlsStatus.Done, pair.Server.Accept());
        Assert.Equal(DtlsStatus.Done, pair.Server.GotTimeout());
        Assert.Contains("Accept again", Refusal(() => pair.Server.Connect("localhost")));
        Assert.Contains("WantRead", Refusal(() => pair.Client.Read()));
    }

    [Fact]
    public void A_refusal_comes_out_of_the_call_on_both_sides()
    {
        DtlsContext stranger = LessonPki.ServerWith(LessonPki.Stranger.IssueServer());
        using var pair = new MemoryPair(
            LessonPki.Client() with
            {
                FirstResend = Never,
            },
            stranger with
            {
                FirstResend = Never,
            }
        );

        DtlsException client = Assert.Throws<DtlsException>(pair.Handshake);
        Assert.Equal((DtlsError.UnknownCa, DtlsSide.Local), (client.Error, client.FoundBy));
        Assert.Throws<InvalidOperationException>(() => pair.Client.Connect("localhost"));

        // Anybody could have forged that alert: it counts when nothing else has come for a while.
        Assert.Equal(DtlsStatus.WantRead, pair.Server.Accept());
        Assert.InRange(pair.Server.CurrentTimeout!.Value, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        DtlsException server = Assert.Throws<DtlsException>(() => SelectLoop.AwaitTimers(() => pair.Server));
        Assert.Equal((DtlsError.UnknownCa, DtlsSide.Peer), (server.Error, server.FoundBy));
        Assert.Null(pair.Server.CurrentTimeout);
        pair.AssertNobodyWaited();
    }

    private static string Refusal(Action action) => Assert.Throws<InvalidOperationException>(action).Message;
}
