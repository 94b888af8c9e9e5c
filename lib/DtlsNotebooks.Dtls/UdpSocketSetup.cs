using System.Net.Sockets;

namespace DtlsNotebooks.Dtls;

/// <summary>What every UDP socket of this library that serves many peers is set to.</summary>
public static class UdpSocketSetup
{
    private const int BufferBytes = 4 * 1024 * 1024;
    private const int LargestDatagram = 65_536;
    private const int SioUdpConnReset = -1744830452;

    /// <summary>Opens a UDP socket.</summary>
    /// <param name="family">IPv4 or IPv6.</param>
    /// <exception cref="InvalidOperationException">
    /// The process may open no more files, or the machine has no such family; the message says what to do.
    /// </exception>
    public static Socket Open(AddressFamily family)
    {
        try
        {
            return new Socket(family, SocketType.Dgram, ProtocolType.Udp);
        }
        catch (SocketException e) when (WhyNoSocket(family, e.SocketErrorCode) is string reason)
        {
            throw new InvalidOperationException(reason, e);
        }
    }

    /// <summary>Why no socket could be opened, where there is more to say than the system's words.</summary>
    internal static string? WhyNoSocket(AddressFamily family, SocketError error) =>
        error switch
        {
            SocketError.TooManyOpenSockets =>
                "This process may open no more sockets: dispose of some, or raise the limit on open files before the "
                    + "program starts (ulimit -n shows and sets it).",
            SocketError.AddressFamilyNotSupported =>
                $"This machine has no {(family == AddressFamily.InterNetworkV6 ? "IPv6" : "network of this kind")}: "
                    + "use an IPv4 address, such as IPAddress.Loopback.",
            _ => null,
        };

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
