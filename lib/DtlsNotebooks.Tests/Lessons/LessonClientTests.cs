using System.Net;
using System.Net.Sockets;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Lessons;
using DtlsNotebooks.Tests.Dtls;

namespace DtlsNotebooks.Tests.Lessons;

/// <summary>The client that plays the other side in a lesson about the server.</summary>
public sealed class LessonClientTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public void It_brings_the_answer_back_without_its_line_end()
    {
        using var echo = new EchoServer(LessonPki.Server());

        Assert.Equal("hello", LessonClient.Ask(Client(), echo.LocalEndPoint, "hello\n"));
    }

    [Fact]
    public void It_says_why_there_is_no_answer()
    {
        using var mute = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        mute.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        string answer = LessonClient.Ask(Client(), (IPEndPoint)mute.LocalEndPoint!, "hello");

        Assert.StartsWith("timed out", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_tells_a_goodbye_from_silence(bool polite)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        using var session = new DtlsSession(LessonPki.Server(), socket);
        Task serving = OwnThread.Run(() =>
        {
            session.Accept();
            session.Read();
            session.WriteText("heard");
            if (polite)
                session.Shutdown();
        });

        bool heard = LessonClient.HearsGoodbye(Client(), (IPEndPoint)socket.LocalEndPoint!, "hello");

        await serving.WaitAsync(LessonPki.Bound, Cancelled);
        Assert.Equal(polite, heard);
    }

    [Fact]
    public void Where_there_is_no_server_it_hears_no_goodbye()
    {
        using var mute = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        mute.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        Assert.False(LessonClient.HearsGoodbye(Client(), (IPEndPoint)mute.LocalEndPoint!, "hello"));
    }

    // It waits for a server's goodbye as long as the context says, and an echo server has none to say.
    private static DtlsContext Client() =>
        LessonPki.Client() with
        {
            HandshakeTimeout = TimeSpan.FromSeconds(3),
            IdleTimeout = TimeSpan.FromSeconds(3),
        };
}
