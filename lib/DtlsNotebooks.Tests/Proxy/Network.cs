using System.Net;
using System.Net.Sockets;
using System.Text;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Tests.Proxy;

/// <summary>A proxy between a client and a server that only listens: what most tests of the proxy need.</summary>
internal sealed class Network : IDisposable
{
    /// <summary>Generous: only a test that fails ever waits so long.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly List<Socket> _sockets = [];

    /// <param name="seed">The proxy's seed.</param>
    /// <param name="address">The loopback address; null for IPv4.</param>
    /// <param name="serverLeaves">
    /// The test closes the server's socket: its port is then one that no other test gets when it binds to port 0.
    /// </param>
    public Network(int seed = 1, IPAddress? address = null, bool serverLeaves = false)
    {
        Address = address ?? IPAddress.Loopback;
        Server = serverLeaves ? Open(ReservedPort.Next()) : Open();
        Proxy = new((IPEndPoint)Server.LocalEndPoint!, seed);
        Client = Open();
        Client.Connect(Proxy.EndPoint);
    }

    public IPAddress Address { get; }

    public UdpProxy Proxy { get; }

    public Socket Client { get; }

    public Socket Server { get; }

    /// <summary>
    /// Opens a socket that is closed with the network and never waits longer than <see cref="Limit"/>.
    /// </summary>
    public Socket Open(int port = 0)
    {
        Socket socket = new(Address.AddressFamily, SocketType.Dgram, ProtocolType.Udp)
        {
            ReceiveTimeout = (int)Limit.TotalMilliseconds,
            ReceiveBufferSize = 4 << 20,
            SendBufferSize = 1 << 20,
        };
        socket.Bind(new IPEndPoint(Address, port));
        _sockets.Add(socket);
        return socket;
    }

    /// <summary>
    /// Sends texts from the client, one datagram each, and waits until so many datagrams have come to their end.
    /// </summary>
    public Capture Send(int expected, params string[] texts)
    {
        foreach (string text in texts)
            Client.Send(Encoding.UTF8.GetBytes(text));
        Assert.True(Proxy.WaitFor(expected, Limit));
        return Proxy.Capture();
    }

    /// <summary>What the server receives next.</summary>
    public string Receive()
    {
        byte[] buffer = new byte[65_536];
        return Encoding.UTF8.GetString(buffer, 0, Server.Receive(buffer));
    }

    public void Dispose()
    {
        Proxy.Dispose();
        foreach (Socket socket in _sockets)
            socket.Dispose();
    }
}
