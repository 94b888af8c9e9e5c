using System.Net;
using System.Net.Sockets;

namespace DtlsNotebooks.Tests.Proxy;

/// <summary>A server that sends every datagram back, until it is closed.</summary>
internal sealed class EchoServer : IDisposable
{
    private readonly Socket socket;
    private readonly Thread thread;
    private readonly HashSet<EndPoint> peers = [];

    public EchoServer(IPAddress? address = null)
    {
        IPAddress loopback = address ?? IPAddress.Loopback;
        socket = new(loopback.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = 4 << 20, SendBufferSize = 1 << 20 };
        socket.Bind(new IPEndPoint(loopback, 0));
        EndPoint = (IPEndPoint)socket.LocalEndPoint!;
        thread = new(Run) { IsBackground = true };
        thread.Start();
    }

    public IPEndPoint EndPoint { get; }

    /// <summary>How many different clients the server has seen.</summary>
    public int PeerCount
    {
        get
        {
            lock (peers)
                return peers.Count;
        }
    }

    public void Dispose()
    {
        socket.Dispose();
        thread.Join(TimeSpan.FromSeconds(10));
    }

    private void Run()
    {
        byte[] buffer = new byte[65_536];
        SocketAddress from = new(EndPoint.AddressFamily);
        while (true)
        {
            try
            {
                int length = socket.ReceiveFrom(buffer, SocketFlags.None, from);
                lock (peers)
                    peers.Add(EndPoint.Create(from));
                socket.SendTo(buffer.AsSpan(0, length), SocketFlags.None, from);
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
            {
                // A client has left.
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
