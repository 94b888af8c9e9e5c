using System.Net;
using System.Net.Sockets;
using DtlsNotebooks.Dtls;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>
/// Strangers who send what clients send cost the listener no memory, and its clients nothing but a little time.
/// </summary>
[Collection(AloneInTheProcess.Name)]
public sealed class ListenerFloodTests(ITestOutputHelper output)
{
    private const int Hellos = 20_000;
    private const int AtATime = 100;

    [Fact]
    public async Task A_flood_of_forged_hellos_leaves_nothing_behind_and_honest_clients_are_served()
    {
        const int Clients = 16;
        using var server = new ListenerServer(
            new DtlsListener(LessonPki.Server(), new IPEndPoint(IPAddress.Loopback, 0))
        );
        DtlsContext context = LessonPki.Client();
        DtlsListener listener = server.Listener;
        Flood(listener, AtATime);
        var before = ProcessFigures.Now();

        Task<int> flooding = OwnThread.Run(() => Flood(listener, Hellos));
        listener.Until(statistics => statistics.CookiesSent > 10 * AtATime);
        var crowd = ListenerCrowd.Arrive(context, listener.LocalEndPoint, Clients);
        bool servedMeanwhile = !flooding.IsCompleted;
        int answered = await flooding;
        server.WaitForGoodbyes(Clients);

        crowd.AssertAllServed();
        Assert.True(servedMeanwhile, "the flood was over before the clients were served");
        Assert.True(answered > 0);
        ListenerStatistics statistics = listener.Statistics;
        Assert.Equal(
            (0, 0, Clients, 0),
            (statistics.Connections, statistics.Waiting, statistics.Clients, statistics.Faults)
        );
        Assert.True(statistics.CookiesSent >= Hellos, statistics.ToString());
        ProcessFigures grown = ProcessFigures.Now() - before;
        output.WriteLine(
            $"{Hellos} forged hellos and {Clients} clients: {grown}, served in {crowd.Elapsed.TotalMilliseconds:0} ms"
        );
        // A kept ClientHello with its connection would be more than a kilobyte for each of the twenty thousand.
        Assert.True(grown.HeapBytes < 2_000_000, grown.ToString());
    }

    /// <summary>
    /// Sends hellos of clients that never were, a socketful at a time: what a full socket loses would prove nothing.
    /// </summary>
    /// <returns>How many answers came to the forger's socket, which a true forger would not get.</returns>
    private static int Flood(DtlsListener listener, int hellos)
    {
        using var forger = new RawClient(listener.LocalEndPoint);
        forger.Socket.Blocking = false;
        int answered = 0;
        for (int sent = 0; sent < hellos; sent += AtATime)
        {
            long cookies = listener.Statistics.CookiesSent;
            for (int i = 0; i < AtATime; i++)
            {
                forger.Forge();
            }

            listener.Until(statistics => statistics.CookiesSent >= cookies + AtATime);
            answered += Drain(forger.Socket);
        }

        return answered;
    }

    private static int Drain(Socket socket)
    {
        byte[] buffer = new byte[2000];
        int count = 0;
        for (; socket.Available > 0; count++)
        {
            socket.Receive(buffer);
        }

        return count;
    }
}
