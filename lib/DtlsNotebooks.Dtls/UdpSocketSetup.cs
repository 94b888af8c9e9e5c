using System.Net.Sockets;

namespace DtlsNotebooks.Dtls;

/// <summary>What every UDP socket of this library that serves many peers is set to.</summary>
public static class UdpSocketSetup
{
    private const int BufferBytes = 4 * 1024 * 1024;
    private const int LargestDatagram = 65_536;
    private const int SioUdpConnReset = -1744830452;

    /// <summary>
    /// Asks for buffers of 4 MiB, which take a burst of many peers, and is content with what the system gives. macOS
    /// sends no datagram larger than the send buffer.
    /// </summary>
    /// <param name="socket">The socket, bound or not.</param>
    public static void EnlargeBuffers(Socket socket)
    {
        ArgumentNullException.ThrowIfNull(socket);
        Enlarge(size => socket.ReceiveBufferSize = size);
        Enlarge(size => socket.SendBufferSize = size);
    }

    /// <summary>
    /// Else, on Windows, a peer that has left makes every receive of an unconnected socket fail. It does nothing elsewhere.
    /// </summary>
    /// <param name="socket">The socket, bound or not.</param>
    public static void IgnorePortUnreachable(Socket socket)
    {
        ArgumentNullException.ThrowIfNull(socket);
        if (OperatingSystem.IsWindows())
        {
            socket.IOControl(SioUdpConnReset, [0, 0, 0, 0], null);
        }
    }

    // Linux silently gives less than was asked for; macOS and the BSDs refuse, so less is asked for again.
    private static void Enlarge(Action<int> set)
    {
        for (int size = BufferBytes; size >= LargestDatagram; size /= 2)
        {
            try
            {
                set(size);
                return;
            }
            catch (SocketException)
            {
                // Half of it next.
            }
        }
    }
}
