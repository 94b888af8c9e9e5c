using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>
/// Datagrams that wait for the session of their peer: bounded, in pooled buffers. One thread puts, another takes.
/// </summary>
/// <param name="capacity">How many there may be.</param>
/// <param name="memory">What all queues of a listener may hold.</param>
internal sealed class DatagramQueue(int capacity, QueueMemory memory)
{
    /// <summary>So that a peer with large datagrams cannot hold more memory than one with many.</summary>
    internal const int LargestTotal = 1 << 20;

    /// <summary>
    /// Alerts find room beyond the capacity: a close_notify that is lost would keep its session until it expires.
    /// </summary>
    internal const int ReservedForAlerts = 8;

    // An object, since a Lock cannot be waited on.
    private readonly object _gate = new();
    private readonly Queue<(byte[] Buffer, int Length)> _waiting = new();
    private TaskCompletionSource? _arrival;
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
            if (_closed || !HasRoom(datagram) || !memory.TryTake(datagram.Length))
                return false;

            byte[] buffer = BufferPool.Rent(datagram.Length);
            datagram.CopyTo(buffer);
            _waiting.Enqueue((buffer, datagram.Length));
            _total += datagram.Length;
            Monitor.Pulse(_gate);
            Announce();
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
                BufferPool.Return(datagram.Buffer);
                memory.GiveBack(datagram.Length);
            }

            _total = 0;
            Monitor.PulseAll(_gate);
            Announce();
        }
    }

    /// <summary>Waits until there is a datagram, or nobody puts any more. It holds no thread.</summary>
    internal Task WaitAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_waiting.Count > 0 || _closed)
                return Task.CompletedTask;

            // Whoever puts a datagram must not go on with the work of whoever waits for it.
            _arrival ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _arrival.Task.WaitAsync(cancellationToken);
        }
    }

    private void Announce()
    {
        _arrival?.TrySetResult();
        _arrival = null;
    }

    private int HandOver(byte[] datagram, int length, Span<byte> buffer)
    {
        int taken = Math.Min(length, buffer.Length);
        datagram.AsSpan(0, taken).CopyTo(buffer);
        BufferPool.Return(datagram);
        _total -= length;
        memory.GiveBack(length);
        return taken;
    }

    private bool HasRoom(ReadOnlySpan<byte> datagram)
    {
        bool isAlert = datagram.Length > 0 && datagram[0] == ContentType.alert;
        return _waiting.Count < capacity + (isAlert ? ReservedForAlerts : 0)
            && _total + datagram.Length <= LargestTotal + (isAlert ? ReservedForAlerts * RecordFilter.LongestAlert : 0);
    }
}
