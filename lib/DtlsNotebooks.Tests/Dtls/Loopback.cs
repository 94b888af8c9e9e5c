using System.Net;
using System.Net.NetworkInformation;
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

    /// <summary>
    /// Waits until some program has a UDP socket on a port: a client whose flights are refused gives up soon.
    /// </summary>
    internal static void WaitUntilBound(int port) =>
        Assert.True(
            SpinWait.SpinUntil(
                () => IPGlobalProperties.GetIPGlobalProperties().GetActiveUdpListeners().Any(e => e.Port == port),
                LessonPki.Bound
            ),
            $"nobody listens on port {port}"
        );

    internal static IPEndPoint Address(this Socket socket) => (IPEndPoint)socket.LocalEndPoint!;
}
