using System.Net;
using System.Net.Sockets;

namespace DtlsNotebooks.Benchmarks.Relays;

/// <summary>A thread that does something with each datagram of a socket, until the socket is closed.</summary>
internal sealed class ReceiveLoop
{
    private const int LargestDatagram = 65_536;

    private readonly Socket _socket;
    private readonly Handler _handle;

    private ReceiveLoop(Socket socket, Handler handle) => (_socket, _handle) = (socket, handle);

    /// <summary>Does something with a datagram.</summary>
    /// <param name="datagram">Its bytes, until the next one comes.</param>
    /// <param name="from">Its sender, until the next one comes.</param>
    public delegate void Handler(ReadOnlySpan<byte> datagram, SocketAddress from);

    /// <summary>Begins.</summary>
    /// <param name="socket">The socket, bound or connected, which blocks.</param>
    /// <param name="handle">Called for each datagram, on the loop's thread.</param>
    public static void Start(Socket socket, Handler handle) =>
        new Thread(new ReceiveLoop(socket, handle).Run) { IsBackground = true }.Start();

    private void Run()
    {
        byte[] buffer = new byte[LargestDatagram];
        var from = new SocketAddress(_socket.AddressFamily);
        while (true)
        {
            try
            {
                int length = _socket.ReceiveFrom(buffer, SocketFlags.None, from);
                _handle(buffer.AsSpan(0, length), from);
            }
            catch (SocketException e)
                when (e.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionRefused)
            {
                // Whoever is at the other end has left.
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
