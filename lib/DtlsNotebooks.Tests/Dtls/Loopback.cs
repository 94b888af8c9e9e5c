using System.Net;
using System.Net.Sockets;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>UDP sockets on this machine.</summary>
internal static class Loopback
{
    internal static Socket Bound()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    internal static IPEndPoint Address(this Socket socket) => (IPEndPoint)socket.LocalEndPoint!;
}
