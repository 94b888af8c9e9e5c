using System.Net;
using System.Net.Sockets;
using System.Text;
using DtlsNotebooks.Live;
using DtlsNotebooks.Tests.Proxy;

namespace DtlsNotebooks.Tests.Live;

/// <summary>What the network counts, and says where its output goes to a file.</summary>
public sealed class NetworkTableTests
{
    [Fact]
    public void Clients_and_counts_are_said_once_until_they_change()
    {
        using UdpEcho server = new();
        using LiveNetwork network = new(Options(server.EndPoint, "--loss-back", "1"));
        using Socket one = Client(network);
        using Socket two = Client(network);
        one.Send("hello"u8);
        Assert.True(network.Proxy.WaitFor(2, Network.Limit));
        two.Send("hello"u8);
        Assert.True(network.Proxy.WaitFor(4, Network.Limit));
        NetworkTable table = new(network);

        Assert.Equal(
            [
                $"Client 1 is {one.LocalEndPoint}.",
                $"Client 2 is {two.LocalEndPoint}.",
                "2 clients: 2 there, 2 back, 2 lost, 0 doubled.",
            ],
            Lines(table)
        );
        Assert.Empty(Lines(table));
    }

    [Fact]
    public void A_server_that_vanished_is_said_and_that_it_is_back_counts()
    {
        IPEndPoint place = ReservedPort.NextAddress();
        using LiveNetwork network = new(Options(place));
        using Socket client = Client(network);
        NetworkTable table = new(network);
        // The word may come with a later datagram.
        for (int i = 0; i < 3; i++)
        {
            client.Send("anybody?"u8);
            Assert.True(network.Proxy.WaitFor(i + 1, Network.Limit));
        }
        Assert.Contains($"Nobody listens on {place}: start the server there.", Lines(table));

        using Socket server = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        server.Bind(place);
        client.Send("and now?"u8);
        byte[] heard = new byte[100];
        EndPoint from = new IPEndPoint(IPAddress.Any, 0);
        Assert.True(server.Poll(Network.Limit, SelectMode.SelectRead));
        int length = server.ReceiveFrom(heard, ref from);
        server.SendTo(heard.AsSpan(0, length), from);
        Assert.True(network.Proxy.WaitFor(5, Network.Limit));

        Assert.Empty(network.Notices);
        Assert.Equal("and now?", Encoding.UTF8.GetString(heard, 0, length));
    }

    [Fact]
    public void A_new_beginning_counts_clients_from_one()
    {
        using UdpEcho server = new();
        using LiveNetwork network = new(Options(server.EndPoint));
        using Socket one = Client(network);
        NetworkTable table = new(network);
        one.Send("hello"u8);
        Assert.True(network.Proxy.WaitFor(2, Network.Limit));
        Lines(table);

        network.Clear();
        Assert.Equal(["0 clients: 0 there, 0 back, 0 lost, 0 doubled."], Lines(table));
        one.Send("again"u8);
        Assert.True(network.Proxy.WaitFor(2, Network.Limit));

        Assert.Equal($"Client 1 is {one.LocalEndPoint}.", Lines(table)[0]);
    }

    [Fact]
    public void More_clients_than_it_holds_are_forgotten_and_new_ones_counted_on()
    {
        using UdpEcho server = new();
        using LiveNetwork network = new(Options(server.EndPoint));
        for (int i = 1; i <= 1010; i++)
            Assert.Equal(i, network.Tally.NumberOf(new(IPAddress.Loopback, 10_000 + i)));

        (IReadOnlyList<ClientFigures> clients, int leftOut) = network.Tally.Latest(50);

        Assert.Equal((50, 950), (clients.Count, leftOut));
        Assert.Equal(1010, clients[^1].Number);
    }

    private static NetworkOptions Options(IPEndPoint server, params string[] more) =>
        NetworkOptions.Read(["--listen", "0", "--to", $"{server}", .. more]);

    private static Socket Client(LiveNetwork network)
    {
        Socket client = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        client.Connect(network.Proxy.EndPoint);
        return client;
    }

    private static string[] Lines(NetworkTable table)
    {
        using StringWriter output = new();
        table.WriteLines(output);
        return output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
    }
}
