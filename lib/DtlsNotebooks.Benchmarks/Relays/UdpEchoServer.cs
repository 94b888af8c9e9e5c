using System.Net;
using System.Net.Sockets;
using DtlsNotebooks.Dtls;

namespace DtlsNotebooks.Benchmarks.Relays;

/// <summary>A server on the loopback address that sends each datagram back.</summary>
internal sealed class UdpEchoServer : IDisposable
{
    private readonly Socket _socket = UdpSocketSetup.Open(AddressFamily.InterNetwork);

    /// <summary>Starts it.</summary>
    public UdpEchoServer()
    {
        UdpSocketSetup.EnlargeBuffers(_socket);
        UdpSocketSetup.IgnorePortUnreachable(_socket);
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        ReceiveLoop.Start(_socket, (datagram, from) => _socket.SendTo(datagram, SocketFlags.None, from));
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint => (IPEndPoint)_socket.LocalEndPoint!;

    /// <summary>Ends it.</summary>
    public void Dispose() => _socket.Dispose();
}
