using System.Net;
using System.Net.Sockets;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Certificates;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>The select loops of both roles, against blocking peers and OpenSSL's programs.</summary>
public sealed class NonblockingLoopTests : IDisposable
{
    private readonly OpenSslPeer _openssl = new();

    public void Dispose() => _openssl.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    public async Task A_client_in_a_loop_talks_to_a_blocking_server_at_a_loss_of(int percent)
    {
        using Socket serverSocket = Loopback.Bound();
        using UdpProxy proxy = Lossy(serverSocket.Address(), percent);
        using var server = new DtlsSession(LessonPki.Server(), serverSocket);
        Task<string> served = OwnThread.Run(() => ServeOne(server));
        using Socket socket = Loopback.Bound();
        socket.Connect(proxy.EndPoint);
        using var client = new DtlsSession(LessonPki.Client(), socket) { Blocking = false };
        var loop = new SelectLoop(client, socket);

        loop.Connect();
        proxy.ToServer = proxy.ToClient = Impairment.None;
        loop.Write("by a loop");

        Assert.Equal("by a loop", loop.Read());
        Assert.Equal("by a loop", await served);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    public async Task A_server_in_a_loop_talks_to_a_blocking_client_at_a_loss_of(int percent)
    {
        using Socket socket = Loopback.Bound();
        using UdpProxy proxy = Lossy(socket.Address(), percent);
        using var server = new DtlsSession(LessonPki.Server(), socket) { Blocking = false };
        var loop = new SelectLoop(server, socket);
        Task<string> asked = OwnThread.Run(() => AskOnce(proxy));

        loop.Accept();
        string? text = loop.Read();
        loop.Write(text! + " and back");

        Assert.Equal("by a loop and back", await asked);
        Assert.Null(loop.Read());
    }

    [Theory]
    [InlineData("")]
    [InlineData("-listen")]
    public async Task A_client_in_a_loop_talks_to_s_server(string options)
    {
        IPEndPoint address = _openssl.StartServer(options);
        using Socket socket = Loopback.Bound();
        socket.Connect(address);
        DtlsContext context = DtlsContext.ForClient(_openssl.Files) with
        {
            FirstResend = TimeSpan.FromMilliseconds(200),
        };
        using var client = new DtlsSession(context, socket) { Blocking = false };
        var loop = new SelectLoop(client, socket);

        loop.Connect();
        loop.Write("from the client\n");
        Assert.Equal("from the client", await _openssl.LineWith("client"));
        await _openssl.WriteLine("from the server");

        Assert.Equal("from the server\n", loop.Read());
    }

    [Theory]
    [InlineData(KeyKind.EcdsaP256, false)]
    [InlineData(KeyKind.Rsa2048, true)]
    public async Task S_client_talks_to_a_server_in_a_loop(KeyKind keys, bool mutual)
    {
        using Socket socket = Loopback.Bound();
        LessonCertificates files = _openssl.MakeFiles(keys);
        DtlsContext context = DtlsContext.ForServer(files) with
        {
            FirstResend = TimeSpan.FromMilliseconds(200),
            RequireClientCertificate = mutual,
        };
        using var server = new DtlsSession(context, socket) { Blocking = false };
        var loop = new SelectLoop(server, socket);
        _openssl.StartClient(socket.Address(), mutual);

        loop.Accept();
        await _openssl.WriteLine("from the client");
        Assert.Equal("from the client\n", loop.Read());
        loop.Write("from the server\n");

        Assert.Equal("from the server", await _openssl.LineWith("server"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Where_nobody_listens_the_loop_does_not_spin_and_the_call_says_so(bool socketWaits)
    {
        using Socket socket = Loopback.Bound();
        socket.Connect(ReservedPort.NextAddress());
        socket.Blocking = socketWaits;
        DtlsContext context = LessonPki.Client() with
        {
            FirstResend = TimeSpan.FromMilliseconds(20),
            HandshakeTimeout = TimeSpan.FromMilliseconds(400),
        };
        using var client = new DtlsSession(context, socket) { Blocking = false };
        var loop = new SelectLoop(client, socket);

        DtlsException error = Assert.Throws<DtlsException>(() => loop.Connect());

        Assert.Equal(DtlsError.PeerUnreachable, error.Error);
        // At most six flights, for each a report and a timer; some timers take a second look.
        Assert.InRange(loop.Rounds, 1, 40);
    }

    private static string ServeOne(DtlsSession server)
    {
        Assert.Equal(DtlsStatus.Done, server.Accept());
        string text = server.ReadText();
        server.WriteText(text);
        return text;
    }

    private static string AskOnce(UdpProxy proxy)
    {
        using var client = DtlsSession.ConnectTo(LessonPki.Client(), proxy.EndPoint);
        proxy.ToServer = proxy.ToClient = Impairment.None;
        client.WriteText("by a loop");
        return client.ReadText();
    }

    private static UdpProxy Lossy(IPEndPoint server, int percent) =>
        new(server, seed: 7)
        {
            ToServer = new Impairment { DropWhen = new UnluckyPath(3, percent / 100.0).Drops },
            ToClient = new Impairment { DropWhen = new UnluckyPath(4, percent / 100.0).Drops },
        };
}
