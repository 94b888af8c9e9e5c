using System.Net;
using System.Net.Sockets;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Lessons;
using DtlsNotebooks.Tests.Dtls;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Tests.Lessons;

/// <summary>The client that proves its address and then falls silent.</summary>
public sealed class SilentClientTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_gets_past_the_cookie()
    {
        using Socket socket = Bound();
        using var transport = new UdpTransport(socket);
        // Its keys are made before the client begins to wait for an answer.
        DtlsContext server = LessonPki.Server();
        Task<DtlsRequest?> waiting = OwnThread.Run(() => server.Cookies.WaitForClient(transport, LessonPki.Bound));
        Task<SilentClient> asking = OwnThread.Run(() => new SilentClient((IPEndPoint)socket.LocalEndPoint!));

        // Should the server fail, then its own failure is the one to be seen.
        Assert.NotNull(await waiting.WaitAsync(LessonPki.Bound, Cancelled));
        using SilentClient silent = await asking;
        Assert.Equal(silent.LocalEndPoint, transport.Peer);
    }

    [Fact]
    public void It_says_so_where_no_cookie_comes()
    {
        using Socket mute = Bound();

        InvalidOperationException failure = Assert.Throws<InvalidOperationException>(() =>
            new SilentClient((IPEndPoint)mute.LocalEndPoint!)
        );

        Assert.Contains("No cookie came", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_says_so_where_something_else_comes()
    {
        using Socket liar = Bound();
        Task answering = OwnThread.Run(() =>
        {
            EndPoint client = new IPEndPoint(IPAddress.Any, 0);
            liar.ReceiveFrom(new byte[1500], ref client);
            liar.SendTo("no cookie"u8, client);
        });

        Assert.Throws<InvalidOperationException>(() => new SilentClient((IPEndPoint)liar.LocalEndPoint!));
        await answering.WaitAsync(LessonPki.Bound, Cancelled);
    }

    private static Socket Bound()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }
}
