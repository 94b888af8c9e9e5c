using System.Net;
using System.Net.Sockets;
using DtlsNotebooks.Dtls;

namespace DtlsNotebooks.Lessons;

/// <summary>
/// DTLS over a connected UDP socket that counts how often the session looked for a datagram: a loop that waits looks a
/// few times, one that spins looks thousands of times.
/// </summary>
/// <param name="socket">A connected UDP socket, which stays the caller's.</param>
public sealed class CountedTransport(Socket socket) : SessionTransport(LargestDatagram)
{
    private int _looks;

    /// <summary>How often the session has looked for a datagram.</summary>
    public int Looks => Volatile.Read(ref _looks);

    /// <inheritdoc/>
    public override IPEndPoint? Peer => socket.RemoteEndPoint as IPEndPoint;

    /// <inheritdoc/>
    public override IPEndPoint? LastSender => Peer;

    /// <inheritdoc/>
    public override void SetPeer(IPEndPoint client) { }

    /// <inheritdoc/>
    protected override void SendDatagram(ReadOnlySpan<byte> datagram)
    {
        try
        {
            socket.Send(datagram);
        }
        catch (SocketException)
        {
            // Lost, as a datagram may be at any time.
        }
    }

    /// <inheritdoc/>
    protected override int ReceiveDatagram(Span<byte> buffer, TimeSpan wait)
    {
        Interlocked.Increment(ref _looks);
        try
        {
            return socket.Poll(wait, SelectMode.SelectRead) ? socket.Receive(buffer) : -1;
        }
        catch (SocketException)
        {
            return -1;
        }
        catch (ObjectDisposedException e)
        {
            throw new IOException("The socket was closed.", e);
        }
    }

    /// <inheritdoc/>
    protected override void CloseChannel() { }
}
