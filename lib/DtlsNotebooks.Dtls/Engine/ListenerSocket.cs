using System.Net;
using System.Net.Sockets;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>
/// The one socket of a listener. One thread receives; any thread sends. It never blocks but in <see cref="Wait"/>.
/// </summary>
internal sealed class ListenerSocket : IDisposable
{
    private readonly bool _ownsSocket;
    private readonly bool _wasBlocking;
    private readonly IPEndPoint _family;

    /// <summary>Opens a socket on a port.</summary>
    /// <exception cref="InvalidOperationException">
    /// The port is taken or not allowed, or the address is not of this machine.
    /// </exception>
    internal ListenerSocket(IPEndPoint endPoint)
        : this(Open(endPoint), ownsSocket: true) { }

    /// <summary>Uses a bound socket of somebody else, who keeps it.</summary>
    internal ListenerSocket(Socket socket)
        : this(Checked(socket), ownsSocket: false) { }

    private ListenerSocket(Socket socket, bool ownsSocket)
    {
        Socket = socket;
        _ownsSocket = ownsSocket;
        _wasBlocking = socket.Blocking;
        LocalEndPoint = (IPEndPoint)socket.LocalEndPoint!;
        _family = new IPEndPoint(LocalEndPoint.Address, 0);
        Sender = new SocketAddress(socket.AddressFamily);
        // A datagram that was seen may be gone when it is read, as when its checksum is wrong: the read must not wait
        // for the next.
        socket.Blocking = false;
        UdpSocketSetup.EnlargeBuffers(socket);
        UdpSocketSetup.IgnorePortUnreachable(socket);
    }

    internal Socket Socket { get; }

    internal IPEndPoint LocalEndPoint { get; }

    /// <summary>Who sent the datagram that was received last. The next one overwrites it.</summary>
    internal SocketAddress Sender { get; }

    /// <summary>Waits until a datagram lies ready.</summary>
    /// <exception cref="ObjectDisposedException">The socket is closed.</exception>
    internal bool Wait(TimeSpan wait) => Socket.Poll(wait, SelectMode.SelectRead);

    /// <summary>
    /// Receives a datagram that lies ready. Ask first: an exception for each empty look would cost more than all the
    /// rest.
    /// </summary>
    /// <returns>Its length; -1 where none was there after all, or the network reports about a peer that has left.</returns>
    /// <exception cref="ObjectDisposedException">The socket is closed.</exception>
    internal int Receive(byte[] buffer)
    {
        try
        {
            return Socket.ReceiveFrom(buffer, SocketFlags.None, Sender);
        }
        catch (SocketException)
        {
            return -1;
        }
    }

    /// <summary>Sends one datagram. What the network refuses counts as lost.</summary>
    /// <exception cref="IOException">The socket is closed.</exception>
    internal void Send(ReadOnlySpan<byte> datagram, SocketAddress receiver)
    {
        try
        {
            Socket.SendTo(datagram, SocketFlags.None, receiver);
        }
        catch (SocketException)
        {
            // One peer that cannot be reached must not end the socket of all others.
        }
        catch (ObjectDisposedException e)
        {
            throw new IOException("The listener's socket is closed.", e);
        }
    }

    internal IPEndPoint ToEndPoint(SocketAddress address) => (IPEndPoint)_family.Create(address);

    public void Dispose()
    {
        if (_ownsSocket)
        {
            Socket.Dispose();
            return;
        }

        try
        {
            Socket.Blocking = _wasBlocking;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Its owner has closed it.
        }
    }

    private static Socket Open(IPEndPoint endPoint)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        Socket? socket = null;
        try
        {
            socket = new Socket(endPoint.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            if (OperatingSystem.IsWindows())
                socket.ExclusiveAddressUse = true;

            // All addresses means those of IPv4 too.
            if (endPoint.Address.Equals(IPAddress.IPv6Any) && Socket.OSSupportsIPv4)
                socket.DualMode = true;

            socket.Bind(endPoint);
            return socket;
        }
        catch (SocketException e)
        {
            socket?.Dispose();
            throw new InvalidOperationException(WhyNot(endPoint, e.SocketErrorCode), e);
        }
    }

    /// <summary>Why no socket could be bound, and what to do.</summary>
    internal static string WhyNot(IPEndPoint endPoint, SocketError error) =>
        error switch
        {
            SocketError.AddressAlreadyInUse =>
                $"UDP port {endPoint.Port} is taken: stop the listener or socket that holds it (listener.Stop(), "
                    + "socket.Dispose(), another program), or take port 0 for any free one.",
            // Windows keeps whole ranges, and answers as it does for a port that needs more rights.
            SocketError.AccessDenied when endPoint.Port >= 1024 =>
                $"UDP port {endPoint.Port} is kept by the system, as Windows does for Hyper-V, WSL and Docker ('netsh int "
                    + "ipv4 show excludedportrange udp' lists what it keeps): take another one, or 0 for any free one.",
            SocketError.AccessDenied =>
                $"UDP port {endPoint.Port} is not allowed here: take one from 1024 to 65535, or 0 for any free one.",
            SocketError.AddressNotAvailable =>
                $"{endPoint.Address} is not an address of this machine: use IPAddress.Loopback, or IPAddress.Any "
                    + "for all of them.",
            _ when UdpSocketSetup.WhyNoSocket(endPoint.AddressFamily, error) is string reason => reason,
            _ => $"No socket could be bound to {endPoint} ({error}): check the address and the port.",
        };

    private static Socket Checked(Socket socket)
    {
        ArgumentNullException.ThrowIfNull(socket);
        if (socket.ProtocolType != ProtocolType.Udp)
        {
            throw new ArgumentException(
                "DTLS needs a UDP socket: new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp).",
                nameof(socket)
            );
        }

        if (socket.Connected)
        {
            throw new ArgumentException(
                "This socket is connected, so it hears one peer alone: give the listener a socket that is only bound.",
                nameof(socket)
            );
        }

        return socket.IsBound
            ? socket
            : throw new ArgumentException(
                "No client can reach this socket: bind it to a port first, as in socket.Bind(new "
                    + "IPEndPoint(IPAddress.Loopback, 11111)).",
                nameof(socket)
            );
    }
}
