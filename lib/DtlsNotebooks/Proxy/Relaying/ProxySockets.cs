using System.Net;
using System.Net.Sockets;
using DtlsNotebooks.Dtls;

namespace DtlsNotebooks.Proxy.Relaying;

/// <summary>Opens the sockets of a proxy: none of them ever blocks.</summary>
internal static class ProxySockets
{
    /// <summary>The socket that clients send to.</summary>
    /// <exception cref="InvalidOperationException">The port is taken.</exception>
    public static Socket OpenFront(AddressFamily family, int port, bool any = false)
    {
        bool v4 = family == AddressFamily.InterNetwork;
        Socket socket = Open(family);
        try
        {
            UdpSocketSetup.IgnorePortUnreachable(socket);
            IPAddress address =
                any ? (v4 ? IPAddress.Any : IPAddress.IPv6Any)
                : v4 ? IPAddress.Loopback
                : IPAddress.IPv6Loopback;
            socket.Bind(new IPEndPoint(address, port));
            return socket;
        }
        catch (SocketException e)
        {
            socket.Dispose();
            if (e.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
                throw new InvalidOperationException(
                    $"Port {port} is taken or not allowed: give the proxy another port, or 0 for any free one.",
                    e
                );
            }

            throw;
        }
    }

    /// <summary>A socket that sends to itself, to wake a thread that waits for it among others.</summary>
    public static Socket OpenWake()
    {
        Socket socket = Open(AddressFamily.InterNetwork);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Connect(socket.LocalEndPoint!);
        return socket;
    }

    /// <summary>A socket towards the server.</summary>
    /// <exception cref="SocketException">None can be opened, or there is no way to the server.</exception>
    public static Socket OpenUpstream(IPEndPoint server)
    {
        Socket socket = Open(server.AddressFamily);
        try
        {
            socket.Connect(server);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static Socket Open(AddressFamily family)
    {
        Socket socket = new(family, SocketType.Dgram, ProtocolType.Udp) { Blocking = false };
        UdpSocketSetup.EnlargeBuffers(socket);
        return socket;
    }
}
