using System.Net;
using System.Net.Sockets;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Benchmarks.Own;

/// <summary>A connected socket as BouncyCastle's protocol wants it.</summary>
internal sealed class PlainSocket : DatagramTransport, IDisposable
{
    private const int LargestDatagram = 1400;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);

    /// <summary>Connects it.</summary>
    public PlainSocket(IPEndPoint server) => _socket.Connect(server);

    /// <inheritdoc/>
    public int GetReceiveLimit() => LargestDatagram;

    /// <inheritdoc/>
    public int GetSendLimit() => LargestDatagram;

    /// <inheritdoc/>
    public int Receive(byte[] buf, int off, int len, int waitMillis) => Receive(buf.AsSpan(off, len), waitMillis);

    /// <inheritdoc/>
    public int Receive(Span<byte> buffer, int waitMillis)
    {
        _socket.ReceiveTimeout = waitMillis;
        try
        {
            return _socket.Receive(buffer);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.TimedOut or SocketError.WouldBlock)
        {
            return -1;
        }
        catch (ObjectDisposedException e)
        {
            throw new IOException("closed", e);
        }
    }

    /// <inheritdoc/>
    public void Send(byte[] buf, int off, int len) => Send(buf.AsSpan(off, len));

    /// <inheritdoc/>
    public void Send(ReadOnlySpan<byte> buffer) => _socket.Send(buffer);

    /// <inheritdoc/>
    public void Close() => _socket.Dispose();

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();
}
