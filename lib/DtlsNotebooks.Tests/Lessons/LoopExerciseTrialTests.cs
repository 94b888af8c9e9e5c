using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Certificates;
using DtlsNotebooks.Lessons;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Tests.Lessons;

/// <summary>What chapter 5 tries its students' answers with tells a right one from a wrong one.</summary>
public sealed class LoopExerciseTrialTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMilliseconds(500);
    private readonly DtlsContext _server;
    private readonly DtlsContext _client;

    public LoopExerciseTrialTests()
    {
        var certificates = LessonCertificates.EnsureIn(keys: KeyKind.EcdsaP256);
        _server = DtlsContext.ForServer(certificates);
        _client = DtlsContext.ForClient(certificates);
    }

    [Fact]
    public void Questions_and_answers_are_counted_over_a_slow_network_and_a_mute_one()
    {
        using var echo = new EchoServer(_server);
        using var network = new UdpProxy(echo.LocalEndPoint);
        var slow = new Impairment { Delay = TimeSpan.FromMilliseconds(300) };

        var good = AskTrial.Run(AskOnce, network, _client, slow, "one", "two");
        Assert.Equal(["one", "two"], good.Answers);
        Assert.Equal(2, good.Sent);
        Assert.True(good.IsBack);

        var impatient = AskTrial.Run(AskAgainAndAgain, network, _client, slow, "one", "two");
        Assert.NotEqual("two", impatient.Answers[1]);
        Assert.True(impatient.Sent > 2, $"{impatient.Sent} datagrams left.");

        var mute = new Impairment { Loss = 1 };
        Assert.Equal(["(no answer)"], AskTrial.Run(AskOnce, network, _client, mute, "lost").Answers);
        Assert.False(AskTrial.Run(AskAgainAndAgain, network, _client, mute, "lost").IsBack);
        Assert.Equal(Impairment.None, network.ToClient);
    }

    [Fact]
    public void A_read_that_keeps_its_limit_is_told_from_one_that_spins_and_one_that_begins_anew()
    {
        using var echo = new EchoServer(_server);
        using var network = new UdpProxy(echo.LocalEndPoint);

        var answered = ReadTrial.Run(ReadWithin, network, _client, 1, 0);
        Assert.Equal((DtlsStatus.Done, 1), (answered.Status, answered.Count));
        var silent = ReadTrial.Run(ReadWithin, network, _client, 0, 0);
        Assert.Equal(DtlsStatus.TimedOut, silent.Status);
        Assert.InRange(silent.Looks, 1, 299);
        var garbage = ReadTrial.Run(ReadWithin, network, _client, 60, 1);
        Assert.Equal((true, DtlsStatus.TimedOut), (garbage.InTime, garbage.Status));

        Assert.True(ReadTrial.Run(Spin, network, _client, 0, 0).Looks >= 300);
        Assert.False(ReadTrial.Run(BeginAnew, network, _client, 120, 1).InTime);
    }

    [Fact]
    public void A_bell_that_is_silenced_is_told_from_one_that_rings_on_or_never_again()
    {
        var good = new BellTrial(bell =>
        {
            while (bell.Available > 0)
                bell.Receive(new byte[1]);
        });
        Assert.True(good.IsQuietAfter(0) && good.IsQuietAfter(1) && good.IsQuietAfter(5) && good.StillRings());

        Assert.False(new BellTrial(_ => { }).IsQuietAfter(1));
        var once = new BellTrial(bell => bell.Receive(new byte[1]));
        Assert.True(once.IsQuietAfter(1));
        Assert.False(once.IsQuietAfter(5));
        Assert.Throws<SocketException>(() => once.IsQuietAfter(0));
        Assert.Throws<ObjectDisposedException>(() => new BellTrial(bell => bell.Close()).StillRings());
    }

    [Fact]
    public void A_loop_that_attends_to_all_is_told_from_one_that_a_single_guest_stops()
    {
        AttendTrial Try(Action<DtlsListener> attendAll) => new(attendAll, _server, _client);

        Assert.True(Try(AttendAll).ServesOne());
        Assert.True(Try(AttendAll).ServesAfterASilentOne());
        Assert.True(Try(AttendAll).ServesAfterAFailure());

        Assert.False(Try(_ => { }).ServesOne());
        Assert.True(Try(AttendToOne).ServesOne());
        Assert.False(Try(AttendToOne).ServesAfterASilentOne());
        Assert.True(Try(AttendUnprotected).ServesAfterASilentOne());
        Assert.False(Try(AttendUnprotected).ServesAfterAFailure());
    }

    [Fact]
    public void Letters_are_opened_by_the_loop_and_the_bell_is_quiet_then()
    {
        Assert.Equal(new LetterTrial(LetterTrial.Letters, 0, true), Letters(rings: true, silences: true));
        Assert.False(Letters(rings: true, silences: false).IsQuiet);
        Assert.Equal(0, Letters(rings: false, silences: true).Opened);
        using Socket bell = NewBell();
        Assert.Equal(LetterTrial.Letters, LetterTrial.Run(bell, letter => letter(), () => { }).Elsewhere);
    }

    private static LetterTrial Letters(bool rings, bool silences)
    {
        using Socket bell = NewBell();
        var letters = new ConcurrentQueue<Action>();
        return LetterTrial.Run(bell, Post, Run);

        void Post(Action letter)
        {
            letters.Enqueue(letter);
            if (rings)
                bell.Send(new byte[1]);
        }

        void Run()
        {
            while (silences && bell.Available > 0)
                bell.Receive(new byte[1]);
            while (letters.TryDequeue(out Action? letter))
                letter();
        }
    }

    private static Socket NewBell()
    {
        var bell = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        bell.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        bell.Connect(bell.LocalEndPoint!);
        return bell;
    }

    private static string AskOnce(DtlsSession session, Socket socket, string question)
    {
        byte[] buffer = new byte[1500];
        session.WriteText(question);
        int count;
        while (session.Read(buffer, out count) == DtlsStatus.WantRead)
        {
            if (!socket.Poll(4 * Long, SelectMode.SelectRead))
                return "(no answer)";
        }

        return Encoding.UTF8.GetString(buffer, 0, count);
    }

    private static string AskAgainAndAgain(DtlsSession session, Socket socket, string question)
    {
        byte[] buffer = new byte[1500];
        int count;
        do
        {
            session.WriteText(question);
            socket.Poll(Long / 5, SelectMode.SelectRead);
        } while (session.Read(buffer, out count) == DtlsStatus.WantRead);

        return Encoding.UTF8.GetString(buffer, 0, count);
    }

    private static DtlsStatus ReadWithin(
        DtlsSession session,
        Socket socket,
        byte[] buffer,
        out int count,
        TimeSpan limit
    )
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            DtlsStatus status = session.Read(buffer, out count);
            if (status != DtlsStatus.WantRead)
                return status;
            double left = (limit - clock.Elapsed).TotalMilliseconds;
            if (left <= 0)
                return DtlsStatus.TimedOut;
            socket.Poll(TimeSpan.FromMilliseconds(Math.Ceiling(left)), SelectMode.SelectRead);
        }
    }

    private static DtlsStatus Spin(DtlsSession session, Socket socket, byte[] buffer, out int count, TimeSpan limit)
    {
        var clock = Stopwatch.StartNew();
        while (session.Read(buffer, out count) == DtlsStatus.WantRead)
        {
            if (clock.Elapsed > limit)
                return DtlsStatus.TimedOut;
        }

        return DtlsStatus.Done;
    }

    private static DtlsStatus BeginAnew(
        DtlsSession session,
        Socket socket,
        byte[] buffer,
        out int count,
        TimeSpan limit
    )
    {
        while (session.Read(buffer, out count) == DtlsStatus.WantRead)
        {
            if (!socket.Poll(limit, SelectMode.SelectRead))
                return DtlsStatus.TimedOut;
        }

        return DtlsStatus.Done;
    }

    private static void AttendAll(DtlsListener listener)
    {
        foreach (DtlsSession ready in listener.Poll())
        {
            try
            {
                Step(ready);
            }
            catch (DtlsException)
            {
                // This one has failed; the others go on.
            }
        }
    }

    private static void AttendUnprotected(DtlsListener listener)
    {
        foreach (DtlsSession ready in listener.Poll())
            Step(ready);
    }

    private static void AttendToOne(DtlsListener listener)
    {
        foreach (DtlsSession ready in listener.Poll())
        {
            while (listener.IsListening && Step(ready) == DtlsStatus.WantRead)
                listener.Poll();
        }
    }

    private static DtlsStatus Step(DtlsSession session)
    {
        if (!session.IsOpen && session.Accept() is not DtlsStatus.Done and DtlsStatus status)
            return status;
        byte[] buffer = new byte[100];
        DtlsStatus read;
        while ((read = session.Read(buffer, out int count)) == DtlsStatus.Done)
            session.Write(buffer.AsSpan(0, count));
        return read;
    }
}
