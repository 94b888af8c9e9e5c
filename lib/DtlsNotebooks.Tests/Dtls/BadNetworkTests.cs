using System.Diagnostics;
using System.Net.Sockets;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>Sixty handshakes on each bad network, by fixed seeds; all succeed.</summary>
public sealed class BadNetworkTests(ITestOutputHelper output)
{
    private const int Handshakes = 60;
    private const int AtATime = 12;
    private static readonly TimeSpan FirstResend = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan HandshakeTimeout = TimeSpan.FromSeconds(120);

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(20)]
    [InlineData(30)]
    public async Task Handshakes_succeed_at_a_loss_of(int percent) =>
        await AllSucceed(
            $"{percent} % loss",
            (proxy, seed) =>
            {
                proxy.ToServer = new Impairment { DropWhen = new UnluckyPath(2 * seed, percent / 100.0).Drops };
                proxy.ToClient = new Impairment { DropWhen = new UnluckyPath((2 * seed) + 1, percent / 100.0).Drops };
            }
        );

    [Fact]
    public async Task Handshakes_succeed_with_reordering_and_duplication() =>
        await AllSucceed(
            "10 % loss, 30 % overtaken, 30 % repeated",
            (proxy, _) =>
            {
                proxy.ToServer = proxy.ToClient = new Impairment
                {
                    Loss = 0.1,
                    Reorder = 0.3,
                    Duplicate = 0.3,
                };
            }
        );

    private async Task AllSucceed(string what, Action<UdpProxy, int> impair)
    {
        DtlsContext server = LessonPki.Server() with
        {
            FirstResend = FirstResend,
            HandshakeTimeout = HandshakeTimeout,
            IdleTimeout = HandshakeTimeout,
        };
        DtlsContext client = LessonPki.Client() with { FirstResend = FirstResend, HandshakeTimeout = HandshakeTimeout };
        double[] milliseconds = new double[Handshakes];
        int[] datagrams = new int[Handshakes];
        await Parallel.ForAsync(
            0,
            Handshakes,
            new ParallelOptions { MaxDegreeOfParallelism = AtATime },
            async (seed, token) =>
            {
                (milliseconds[seed], datagrams[seed]) = await OwnThread.Run(() => Run(client, server, seed, impair));
            }
        );
        Array.Sort(milliseconds);
        output.WriteLine(
            $"{what}: {Handshakes} of {Handshakes}, median {milliseconds[Handshakes / 2]:0} ms, longest "
                + $"{milliseconds[^1]:0} ms, {datagrams.Average():0.0} datagrams a handshake"
        );
    }

    private static (double Milliseconds, int Datagrams) Run(
        DtlsContext clientContext,
        DtlsContext serverContext,
        int seed,
        Action<UdpProxy, int> impair
    )
    {
        using Socket serverSocket = Loopback.Bound();
        using var proxy = new UdpProxy(serverSocket.Address(), seed);
        impair(proxy, seed);
        using var server = new DtlsSession(serverContext, serverSocket);
        Task<string> served = OwnThread.Run(() => Serve(server));
        long start = Stopwatch.GetTimestamp();
        using var client = DtlsSession.ConnectTo(clientContext, proxy.EndPoint);
        double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        int datagrams = proxy.Capture().Count;
        proxy.ToServer = proxy.ToClient = Impairment.None;
        client.WriteText("through");
        Assert.Equal("through", served.GetAwaiter().GetResult());
        return (milliseconds, datagrams);
    }

    /// <summary>
    /// A server has to go on reading, or it cannot repeat its last flight where that was lost (RFC 6347, section
    /// 4.2.4).
    /// </summary>
    private static string Serve(DtlsSession server)
    {
        Assert.Equal(DtlsStatus.Done, server.Accept());
        return server.ReadText();
    }
}
