using System.Collections.Concurrent;
using System.Net;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>Many clients at the same moment; all are served.</summary>
public sealed class ListenerCrowdTests(ITestOutputHelper output)
{
    /// <summary>
    /// Two ClientHellos, the client's last flight, an echo and a goodbye: one datagram each where none is repeated.
    /// </summary>
    private const int ClientDatagrams = 5;

    /// <summary>The server's two flights, an echo and the answer to the goodbye.</summary>
    private const int ServerDatagrams = 4;

    [Theory]
    [InlineData(32)]
    [InlineData(256)]
    public void On_a_clean_network_nobody_has_to_repeat_anything(int clients)
    {
        // Repeated for loss alone: the time a handshake takes on a busy machine is no loss.
        TimeSpan late = LessonPki.Bound / 2;
        DtlsContext serverContext = LessonPki.Server() with { FirstResend = late };
        DtlsContext clientContext = LessonPki.Client() with { FirstResend = late };
        using var server = new ListenerServer(new DtlsListener(serverContext, new IPEndPoint(IPAddress.Loopback, 0)));

        var crowd = ListenerCrowd.Arrive(clientContext, server.Listener.LocalEndPoint, clients);
        server.WaitForGoodbyes(clients);

        output.WriteLine($"{clients} clients: {crowd.Elapsed.TotalMilliseconds:0} ms");
        crowd.AssertAllServed();
        Assert.Empty(server.Faults);
        Assert.All(crowd.Carried, carried => Assert.Equal(ClientDatagrams, carried.DatagramsSent));
        Assert.All(server.Carried, carried => Assert.Equal(ServerDatagrams, carried.DatagramsSent));
        ListenerStatistics statistics = server.Listener.Statistics;
        Assert.Equal(
            (clients, clients, clients * ClientDatagrams),
            (statistics.Clients, statistics.CookiesSent, statistics.DatagramsReceived)
        );
        Assert.Equal(
            (0, 0, 0, 0, 0),
            (
                statistics.RepeatedHellos,
                statistics.DroppedFull,
                statistics.DroppedQueue,
                statistics.DroppedStrays,
                statistics.Faults
            )
        );
        Assert.Equal((0, 0), (statistics.Connections, statistics.Waiting));
    }

    [Fact]
    public void With_a_loss_of_a_tenth_all_are_served()
    {
        const int Clients = 256;
        var resend = TimeSpan.FromMilliseconds(100);
        DtlsContext serverContext = LessonPki.Server() with { FirstResend = resend };
        DtlsContext clientContext = LessonPki.Client() with { FirstResend = resend };
        using var server = new ListenerServer(new DtlsListener(serverContext, new IPEndPoint(IPAddress.Loopback, 0)));
        using var proxy = new UdpProxy(server.Listener.LocalEndPoint);
        int dropped = 0;
        proxy.ToServer = new Impairment { DropWhen = Unlucky(1, () => dropped++) };
        proxy.ToClient = new Impairment { DropWhen = Unlucky(2, () => dropped++) };

        var crowd = ListenerCrowd.Arrive(clientContext, proxy.EndPoint, Clients);

        output.WriteLine($"{Clients} clients, {dropped} datagrams lost: {crowd.Elapsed.TotalMilliseconds:0} ms");
        crowd.AssertAllServed();
        Assert.True(dropped > Clients / 4, $"only {dropped} datagrams were lost");
        Assert.Equal(0, server.Listener.Statistics.Faults);
    }

    /// <summary>A chance of its own for each client, else one of them could lose everything.</summary>
    private static Func<CapturedDatagram, bool> Unlucky(int seed, Action count)
    {
        var paths = new ConcurrentDictionary<IPEndPoint, UnluckyPath>();
        return datagram =>
        {
            bool drops = paths
                .GetOrAdd(datagram.Client, client => new UnluckyPath((seed * 100_000) + paths.Count, 0.1))
                .Drops(datagram);
            if (drops)
            {
                count();
            }

            return drops;
        };
    }
}
