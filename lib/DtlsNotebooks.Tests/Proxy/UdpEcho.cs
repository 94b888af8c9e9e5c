using System.Net;
using System.Net.Sockets;

namespace DtlsNotebooks.Tests.Proxy;

/// <summary>A server that sends every datagram back, until it is closed.</summary>
internal sealed class UdpEcho : IDisposable
{
    private readonly Socket _socket;
    private readonly Thread _thread;
    private readonly HashSet<EndPoint> _peers = [];

    public UdpEcho(IPAddress? address = null)
    {
        IPAddress loopback = address ?? IPAddress.Loopback;
        _socket = new(loopback.AddressFamily, SocketType.Dgram, ProtocolType.Udp)
        {
            ReceiveBufferSize = 4 << 20,
            SendBufferSize = 1 << 20,
        };
        _socket.Bind(new IPEndPoint(loopback, 0));
        EndPoint = (IPEndPoint)_socket.LocalEndPoint!;
        _thread = new(Run) { IsBackground = true };
        _thread.Start();
    }

    public IPEndPoint EndPoint { get; }

    /// <summary>How many different clients the server has seen.</summary>
    public int PeerCount
    {
        get
        {
            lock (_peers)
                return _peers.Count;
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        _thread.Join(TimeSpan.FromSeconds(10));
    }

    private void Run()
    {
        byte[] buffer = new byte[65_536];
        SocketAddress from = new(EndPoint.AddressFamily);
        while (true)
        {
            try
            {
                int length = _socket.ReceiveFrom(buffer, SocketFlags.None, from);
                lock (_peers)
                    _peers.Add(EndPoint.Create(from));
                _socket.SendTo(buffer.AsSpan(0, length), SocketFlags.None, from);
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
