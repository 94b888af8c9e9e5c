using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Benchmarks.Own;

/// <summary>One client of a server over BouncyCastle alone: its datagrams wait in a queue.</summary>
internal sealed class PlainPeer(Socket socket, IPEndPoint address) : DatagramTransport, IDisposable
{
    private const int LargestDatagram = 1400;

    private readonly BlockingCollection<byte[]> _queue = new(64);
    private volatile bool _isClosed;

    /// <summary>The protocol has closed it.</summary>
    public bool IsClosed => _isClosed;

    /// <summary>Adds a datagram of the client; one more than the queue holds is lost.</summary>
    public void Put(ReadOnlySpan<byte> datagram)
    {
        try
        {
            _queue.TryAdd(datagram.ToArray());
        }
        catch (InvalidOperationException)
        {
            // Its thread has just ended.
        }
    }

    /// <inheritdoc/>
    public int GetReceiveLimit() => LargestDatagram;

    /// <inheritdoc/>
    public int GetSendLimit() => LargestDatagram;

    /// <inheritdoc/>
    public int Receive(byte[] buf, int off, int len, int waitMillis) => Receive(buf.AsSpan(off, len), waitMillis);

    /// <inheritdoc/>
    public int Receive(Span<byte> buffer, int waitMillis)
    {
        if (_isClosed)
            throw new IOException("closed");

        // The protocol says 0 where it would wait for ever.
        if (!_queue.TryTake(out byte[]? datagram, waitMillis == 0 ? -1 : waitMillis))
            return -1;

        int count = Math.Min(datagram.Length, buffer.Length);
        datagram.AsSpan(0, count).CopyTo(buffer);
        return count;
    }

    /// <inheritdoc/>
    public void Send(byte[] buf, int off, int len) => Send(buf.AsSpan(off, len));

    /// <inheritdoc/>
    public void Send(ReadOnlySpan<byte> buffer)
    {
        try
        {
            socket.SendTo(buffer, SocketFlags.None, address);
        }
        catch (SocketException)
        {
            // A datagram that is refused is a lost one.
        }
    }

    /// <inheritdoc/>
    public void Close()
    {
        _isClosed = true;
        _queue.CompleteAdding();
    }

    /// <inheritdoc/>
    public void Dispose() => _queue.Dispose();
}
