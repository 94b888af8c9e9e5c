using System.Net;
using System.Net.Sockets;
using DtlsNotebooks.Dtls;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>Ten thousand at once: what they hold is counted, and never timed.</summary>
[Collection(AloneInTheProcess.Name)]
public sealed class TenThousandTests(ITestOutputHelper output)
{
    private const int Many = 10_000;

    private const int WarmUp = 50;

    /// <summary>The runtime starts some of its own, for the compiler and the pool.</summary>
    private const int Handful = 20;

    /// <summary>
    /// A handshake under way keeps BouncyCastle's server, record layer and context, this side's flight with its
    /// certificate (1 KB), the client's hello and a hash of all that: some 100 objects of 100 bytes each are 10 KB, and
    /// as much again is left for what their collections have room for.
    /// </summary>
    private const int MostBytesUnderWay = 25 * 1024;

    private static readonly TimeSpan LongTime = TimeSpan.FromMinutes(10);

    private int _waiting;
    private int _answered;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sessions_that_wait_for_a_record_need_a_handful_of_threads()
    {
        const int Kept = 20;
        using var cache = new SessionCache();
        DtlsContext server = LessonPki.Server() with { SessionCache = cache };
        DtlsContext client = LessonPki.Client() with { FirstResend = TimeSpan.FromSeconds(1) };
        await using var listener = new DtlsListener(server, new IPEndPoint(IPAddress.Loopback, 0))
        {
            MaxConnections = 2 * Many,
        };
        Task serving = ServeAll(listener);
        using var first = DtlsSession.ConnectTo(client, listener.LocalEndPoint);
        using SavedSession saved = first.Save()!;
        var before = ProcessFigures.Now();
        // The system gives some the port of one that vanished, so that they take its place.
        for (int tries = 0; tries < 3 * Many && Volatile.Read(ref _waiting) < Many; tries++)
            DtlsSession.ConnectTo(client, listener.LocalEndPoint, saved: saved).Vanish();

        List<DtlsSession> kept = [];
        for (int i = 0; i < Kept; i++)
            kept.Add(DtlsSession.ConnectTo(client, listener.LocalEndPoint, saved: saved));

        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref _waiting) >= Many, LessonPki.Bound));
        ProcessFigures held = ProcessFigures.Now() - before;
        output.WriteLine($"{_waiting} sessions wait: {held}, {held.HeapBytes / _waiting} bytes each");
        Assert.InRange(held.Threads, int.MinValue, Handful);

        // They wait, and are not dead.
        foreach (DtlsSession session in kept)
        {
            session.WriteText("still there?");
            Assert.Equal("still there?", session.ReadText());
            session.Dispose();
        }

        Assert.Equal(Kept, _answered);
        listener.Stop();
        await serving;
        Assert.Equal(0, _waiting);
    }

    [Fact]
    public void Handshakes_in_flight_on_one_loop_hold_little_memory_and_no_thread()
    {
        // No timer runs out meanwhile. A clock that stands would make the loop set every timer again in each round.
        DtlsContext patient = LessonPki.Server() with
        {
            FirstResend = LongTime,
            LongestResend = LongTime,
            HandshakeTimeout = 2 * LongTime,
        };
        using var listener = new DtlsListener(patient, new IPEndPoint(IPAddress.Loopback, 0))
        {
            HalfOpenTimeout = 2 * LongTime,
            MaxConnections = 2 * Many,
        };
        List<DtlsSession> underWay = [];
        for (int i = 0; i < WarmUp; i++)
            underWay.AddRange(Prove(listener));

        var before = ProcessFigures.Now();
        int warm = listener.Statistics.Connections;
        for (int tries = 0; tries < 3 * Many && listener.Statistics.Connections < warm + Many; tries++)
            underWay.AddRange(Prove(listener));

        // Those whose port was given to another are over.
        underWay.RemoveAll(session => session.CurrentTimeout is null);
        ProcessFigures held = ProcessFigures.Now() - before;
        long each = held.HeapBytes / Many;
        output.WriteLine($"{underWay.Count} handshakes in flight: {held}, {each} bytes each");
        Assert.InRange(underWay.Count, Many, 2 * Many);
        Assert.InRange(held.Threads, int.MinValue, Handful);
        Assert.InRange(each, 1, MostBytesUnderWay);
        underWay.ForEach(session => session.Dispose());
    }

    /// <summary>A client proves its cookie and falls silent; the server has answered with its flight.</summary>
    private static List<DtlsSession> Prove(DtlsListener listener)
    {
        using var client = new RawClient(listener.LocalEndPoint);
        client.Send(client.Hello);
        Turn(listener);
        client.Send(client.WithCookie(client.Receive()));
        return Turn(listener);
    }

    private static List<DtlsSession> Turn(DtlsListener listener)
    {
        Assert.True(listener.Socket.Poll(LessonPki.Bound, SelectMode.SelectRead));
        List<DtlsSession> begun = [];
        foreach (DtlsSession session in listener.Poll())
        {
            try
            {
                Assert.Equal(DtlsStatus.WantRead, session.Accept());
                begun.Add(session);
            }
            catch (DtlsException)
            {
                // Its port is another's by now.
            }
        }

        return begun;
    }

    private async Task ServeAll(DtlsListener listener)
    {
        List<Task> serving = [];
        await foreach (DtlsSession session in listener.ClientsAsync(Token))
            serving.Add(Serve(session));

        await Task.WhenAll(serving);
    }

    private async Task Serve(DtlsSession session)
    {
        await using (session)
        {
            bool waits = false;
            try
            {
                await session.AcceptAsync(Token);
                waits = Interlocked.Increment(ref _waiting) > 0;
                byte[] buffer = new byte[100];
                while (await session.ReadAsync(buffer, Token) is > 0 and int count)
                {
                    // Counted first: whoever has the answer may look at once.
                    Interlocked.Increment(ref _answered);
                    await session.WriteAsync(buffer.AsMemory(0, count), Token);
                }
            }
            catch (DtlsException)
            {
                // Its port is another's by now, or the listener was stopped.
            }
            finally
            {
                Interlocked.Add(ref _waiting, waits ? -1 : 0);
            }
        }
    }
}
