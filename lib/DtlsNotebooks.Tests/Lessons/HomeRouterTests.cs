using System.Net;
using System.Net.Sockets;
using DtlsNotebooks.Lessons;

namespace DtlsNotebooks.Tests.Lessons;

public sealed class HomeRouterTests
{
    private const int Bound = 20_000;

    [Fact]
    public void A_datagram_leaves_from_the_routers_port_and_its_answer_comes_back()
    {
        using Socket server = Bind();
        using Socket client = Bind();
        using var router = new HomeRouter((IPEndPoint)server.LocalEndPoint!);

        client.SendTo("there"u8, router.EndPoint);
        (string text, IPEndPoint sender) = Receive(server);
        server.SendTo("back"u8, sender);

        Assert.Equal("there", text);
        Assert.Equal(router.OutsidePort, sender.Port);
        Assert.Equal("back", Receive(client).Text);
    }

    [Fact]
    public void A_client_that_was_forgotten_leaves_from_another_port_and_is_still_reached()
    {
        using Socket server = Bind();
        using Socket client = Bind();
        using var router = new HomeRouter((IPEndPoint)server.LocalEndPoint!);
        client.SendTo("one"u8, router.EndPoint);
        IPEndPoint before = Receive(server).Sender;

        router.ForgetClient();
        client.SendTo("two"u8, router.EndPoint);
        (string text, IPEndPoint after) = Receive(server);
        server.SendTo("back"u8, after);

        Assert.Equal("two", text);
        Assert.NotEqual(before.Port, after.Port);
        Assert.Equal("back", Receive(client).Text);
    }

    [Fact]
    public void Strangers_do_not_get_in()
    {
        using Socket server = Bind();
        using Socket client = Bind();
        using Socket stranger = Bind();
        using var router = new HomeRouter((IPEndPoint)server.LocalEndPoint!);
        client.SendTo("there"u8, router.EndPoint);
        IPEndPoint outside = Receive(server).Sender;

        stranger.SendTo("forged"u8, outside);
        server.SendTo("real"u8, outside);

        Assert.Equal("real", Receive(client).Text);
    }

    [Fact]
    public void It_may_be_disposed_of_twice()
    {
        var router = new HomeRouter(new IPEndPoint(IPAddress.Loopback, 9));
        router.Dispose();
        router.ForgetClient();
        router.Dispose();
    }

    private static Socket Bind()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp)
        {
            ReceiveTimeout = Bound,
        };
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    private static (string Text, IPEndPoint Sender) Receive(Socket socket)
    {
        byte[] buffer = new byte[100];
        EndPoint sender = new IPEndPoint(IPAddress.Any, 0);
        int length = socket.ReceiveFrom(buffer, ref sender);
        return (System.Text.Encoding.UTF8.GetString(buffer, 0, length), (IPEndPoint)sender);
    }
}
