using System.Buffers;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>
/// Datagrams that wait for the session of their peer: bounded, in pooled buffers. One thread puts, another takes.
/// </summary>
internal sealed class DatagramQueue(int capacity)
{
    /// <summary>So that a peer with large datagrams cannot hold more memory than one with many.</summary>
    private const int LargestTotal = 128 * 1024;

    // An object, since a Lock cannot be waited on.
    private readonly object _gate = new();
    private readonly Queue<(byte[] Buffer, int Length)> _waiting = new();
    private int _total;
    private bool _closed;

    internal bool IsEmpty
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count == 0;
            }
        }
    }

    /// <returns>False where there is no room, or nobody takes any more.</returns>
    internal bool TryPut(ReadOnlySpan<byte> datagram)
    {
        lock (_gate)
        {
            if (_closed || _waiting.Count >= capacity || _total + datagram.Length > LargestTotal)
            {
                return false;
            }

            byte[] buffer = ArrayPool<byte>.Shared.Rent(datagram.Length);
            datagram.CopyTo(buffer);
            _waiting.Enqueue((buffer, datagram.Length));
            _total += datagram.Length;
            Monitor.Pulse(_gate);
            return true;
        }
    }

    /// <summary>Takes the datagram that waits longest; what the buffer has no room for is cut off.</summary>
    /// <param name="buffer">Receives it.</param>
    /// <param name="wait">How long to wait for one; with none this is a try.</param>
    /// <returns>Its length, or -1 where there is none.</returns>
    internal int Take(Span<byte> buffer, TimeSpan wait)
    {
        lock (_gate)
        {
            // One wait is enough: the caller asks again as long as its time runs.
            if (_waiting.Count == 0 && !_closed && wait > TimeSpan.Zero)
            {
                Monitor.Wait(_gate, wait);
            }

            return _waiting.TryDequeue(out (byte[] Buffer, int Length) datagram)
                ? HandOver(datagram.Buffer, datagram.Length, buffer)
                : -1;
        }
    }

    /// <summary>Drops what waits and wakes whoever waits for more.</summary>
    internal void Close()
    {
        lock (_gate)
        {
            _closed = true;
            while (_waiting.TryDequeue(out (byte[] Buffer, int Length) datagram))
            {
                ArrayPool<byte>.Shared.Return(datagram.Buffer);
            }

            Monitor.PulseAll(_gate);
        }
    }

    private int HandOver(byte[] datagram, int length, Span<byte> buffer)
    {
        int taken = Math.Min(length, buffer.Length);
        datagram.AsSpan(0, taken).CopyTo(buffer);
        ArrayPool<byte>.Shared.Return(datagram);
        _total -= length;
        return taken;
    }
}
