using System.Net;
using System.Net.Sockets;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>Sessions are resumed through a listener, in both of its forms, and by sessions that do not wait.</summary>
public sealed class ListenerResumptionTests : IDisposable
{
    private const int Clients = 16;

    private readonly SessionCache _cache = new();
    private readonly DtlsContext _server;
    private readonly DtlsContext _client = LessonPki.Client();

    public ListenerResumptionTests() => _server = LessonPki.Server() with { SessionCache = _cache };

    public void Dispose()
    {
        _server.Credentials!.Dispose();
    }

    [Fact]
    public void With_a_thread_for_each_client_both_sides_see_the_reuse()
    {
        using DtlsListener listener = Listening(_server);
        using SavedSession saved = AssertMeets(listener, reused: false);

        AssertMeets(listener, reused: true, saved).Dispose();
        AssertMeets(listener, reused: true, saved).Dispose();

        Assert.Equal((1, 2), (_cache.Count, _cache.Statistics.Hits));
    }

    [Fact]
    public async Task With_one_loop_both_sides_see_the_reuse()
    {
        using DtlsListener listener = Listening(_server);
        var loop = new ListenerLoop(listener);
        SavedSession[] saved = await Visit(listener.LocalEndPoint, loop, new SavedSession?[Clients]);
        Assert.Equal(0, loop.Reused);

        SavedSession[] again = await Visit(listener.LocalEndPoint, loop, saved);
        loop.RunUntil(() => loop.Goodbyes == 2 * Clients);

        Assert.Equal(saved.Select(session => session.SessionId), again.Select(session => session.SessionId));
        Assert.Equal((Clients, Clients), (loop.Reused, _cache.Statistics.Hits));
        Assert.Equal((0, 0), (listener.Statistics.Connections, listener.Statistics.Faults));
        Array.ForEach([.. saved, .. again], session => session.Dispose());
    }

    [Fact]
    public void A_listener_that_starts_again_with_the_same_cache_still_knows_them()
    {
        DtlsListener first = Listening(_server);
        IPEndPoint address = first.LocalEndPoint;
        using SavedSession saved = AssertMeets(first, reused: false);
        first.Stop();

        using (var second = new DtlsListener(_server, address))
        {
            AssertMeets(second, reused: true, saved).Dispose();
        }

        using var forgetful = new DtlsListener(_server with { SessionCache = new SessionCache() }, address);
        using SavedSession renewed = AssertMeets(forgetful, reused: false, saved);
        Assert.NotEqual(saved.SessionId, renewed.SessionId);
    }

    [Fact]
    public async Task At_a_loss_of_a_tenth_all_resume()
    {
        var resend = TimeSpan.FromMilliseconds(30);
        using DtlsListener listener = Listening(_server with { FirstResend = resend });
        var loop = new ListenerLoop(listener);
        SavedSession[] saved = await Visit(listener.LocalEndPoint, loop, new SavedSession?[Clients]);
        using var proxy = new UdpProxy(listener.LocalEndPoint);
        int dropped = 0;
        (proxy.ToServer, proxy.ToClient) = (Losing(1, () => dropped++), Losing(2, () => dropped++));

        SavedSession[] again = await Visit(proxy.EndPoint, loop, saved, _client with { FirstResend = resend });

        Assert.Equal(saved.Select(session => session.SessionId), again.Select(session => session.SessionId));
        Assert.True(dropped > 0);
        Assert.Equal(Clients, _cache.Statistics.Hits);
        Array.ForEach([.. saved, .. again], session => session.Dispose());
    }

    [Fact]
    public void Nonblocking_sessions_resume_on_both_sides()
    {
        using var full = new NonblockingPair(_client, _server);
        full.Handshake();
        using SavedSession saved = full.Client.Save()!;
        using var resumed = new NonblockingPair(_client, _server);
        resumed.Client.Resume(saved);
        Assert.Equal(DtlsStatus.WantRead, resumed.ConnectStep());
        Assert.False(resumed.Client.SessionReused);
        Assert.Throws<InvalidOperationException>(() => resumed.Client.Resume(saved));

        resumed.Handshake();

        Assert.True(resumed.Client.SessionReused && resumed.Server.SessionReused);
        Assert.Equal(saved.SessionId, resumed.Client.Facts!.SessionId);
        resumed.Client.AssertEcho(resumed.Server);
    }

    [Fact]
    public void A_nonblocking_attempt_that_is_given_up_does_not_lose_the_session()
    {
        using var full = new NonblockingPair(_client, _server);
        full.Handshake();
        using SavedSession saved = full.Client.Save()!;
        using (var broken = new NonblockingPair(_client, _server))
        {
            broken.Client.Resume(saved);
            Assert.Equal((DtlsStatus.WantRead, DtlsStatus.WantRead), (broken.ConnectStep(), broken.Server.Accept()));
            Assert.Equal((DtlsStatus.WantRead, DtlsStatus.WantRead), (broken.ConnectStep(), broken.Server.Accept()));
        }

        using var resumed = new NonblockingPair(_client, _server);
        resumed.Client.Resume(saved);
        resumed.Handshake();

        Assert.True(resumed.Client.SessionReused && resumed.Server.SessionReused);
    }

    private static DtlsListener Listening(DtlsContext context) => new(context, new IPEndPoint(IPAddress.Loopback, 0));

    /// <summary>One client and the listener; gives the session of the client, saved.</summary>
    private static SavedSession AssertMeets(DtlsListener listener, bool reused, SavedSession? saved = null)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        (DtlsSession client, DtlsSession server) = listener.Meet(socket: socket, saved: saved);
        using (client)
        using (server)
        {
            Assert.Equal((reused, reused), (client.SessionReused, server.SessionReused));
            client.AssertEcho(server);
            return client.Save()!;
        }
    }

    /// <summary>Clients that come at once to a loop, each with what it had saved; gives what they save now.</summary>
    private async Task<SavedSession[]> Visit(
        IPEndPoint address,
        ListenerLoop loop,
        SavedSession?[] saved,
        DtlsContext? context = null
    )
    {
        Task<SavedSession>[] visits =
        [
            .. saved.Select(session => OwnThread.Run(() => VisitOnce(context ?? _client, address, session))),
        ];
        loop.RunUntil(() => Array.TrueForAll(visits, visit => visit.IsCompleted));
        return await Task.WhenAll(visits);
    }

    private static SavedSession VisitOnce(DtlsContext context, IPEndPoint address, SavedSession? saved)
    {
        using var session = DtlsSession.ConnectTo(context, address, saved: saved);
        byte[] buffer = new byte[10];
        do
        {
            // In an abbreviated handshake the client says the last word, and repeats it while it listens.
            session.WriteText("hello");
        } while (session.Read(buffer, out _, context.FirstResend) != DtlsStatus.Done);

        Assert.Equal(saved is not null, session.SessionReused);
        return session.Save()!;
    }

    private static Impairment Losing(int seed, Action count)
    {
        var path = new UnluckyPath(seed, 0.1);
        return new Impairment
        {
            DropWhen = _ =>
            {
                bool drops = path.DropsNext();
                if (drops)
                {
                    count();
                }

                return drops;
            },
        };
    }
}
