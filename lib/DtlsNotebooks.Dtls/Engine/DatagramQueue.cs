using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>
/// Datagrams that wait for the session of their peer: bounded, in pooled buffers. One thread puts, another takes. Whoever
/// waits is woken when the lock is free again, so as not to run into it.
/// </summary>
/// <param name="capacity">How many there may be.</param>
/// <param name="memory">What all queues of a listener may hold.</param>
internal sealed class DatagramQueue(int capacity, QueueMemory memory) : IDisposable
{
    /// <summary>So that a peer with large datagrams cannot hold more memory than one with many.</summary>
    internal const int LargestTotal = 1 << 20;

    /// <summary>
    /// Alerts find room beyond the capacity: a close_notify that is lost would keep its session until it expires.
    /// </summary>
    internal const int ReservedForAlerts = 8;

    private readonly Lock _gate = new();
    private readonly Queue<(byte[] Buffer, int Length)> _waiting = new();
    private TaskCompletionSource? _arrival;

    // Made by the first wait: in a loop nobody waits here.
    private AutoResetEvent? _came;
    private bool _isAwaited;
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
        bool isAwaited;
        lock (_gate)
        {
            if (_closed || !HasRoom(datagram) || !memory.TryTake(datagram.Length))
                return false;

            byte[] buffer = BufferPool.Rent(datagram.Length);
            datagram.CopyTo(buffer);
            _waiting.Enqueue((buffer, datagram.Length));
            _total += datagram.Length;
            Announce();
            isAwaited = _isAwaited;
            _isAwaited = false;
        }

        if (isAwaited)
            Wake();
        return true;
    }

    /// <summary>Takes the datagram that waits longest; what the buffer has no room for is cut off.</summary>
    /// <param name="buffer">Receives it.</param>
    /// <param name="wait">How long to wait for one; with none this is a try.</param>
    /// <returns>Its length, or -1 where there is none.</returns>
    internal int Take(Span<byte> buffer, TimeSpan wait)
    {
        int length = Take(out byte[] datagram, wait);
        if (length < 0)
        {
            return -1;
        }

        int taken = Math.Min(length, buffer.Length);
        datagram.AsSpan(0, taken).CopyTo(buffer);
        BufferPool.Return(datagram);
        return taken;
    }

    /// <summary>Takes the datagram that waits longest, in the buffer of the pool that it lies in.</summary>
    /// <inheritdoc cref="PooledSource"/>
    internal int Take(out byte[] datagram, TimeSpan wait)
    {
        // One wait is enough: the caller asks again as long as its time runs.
        if (wait > TimeSpan.Zero)
            Wait(wait);

        lock (_gate)
        {
            // Not of another thread, which may be waiting now.
            if (wait > TimeSpan.Zero)
                _isAwaited = false;

            if (!_waiting.TryDequeue(out (byte[] Buffer, int Length) first))
            {
                datagram = [];
                return -1;
            }

            _total -= first.Length;
            memory.GiveBack(first.Length);
            datagram = first.Buffer;
            return first.Length;
        }
    }

    /// <summary>Drops what waits and wakes whoever waits for more. Nothing is put any more.</summary>
    public void Dispose()
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
            Announce();
        }

        Wake();
        _came?.Dispose();
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

    private void Wait(TimeSpan wait)
    {
        AutoResetEvent came;
        lock (_gate)
        {
            if (_waiting.Count > 0 || _closed)
                return;

            came = _came ??= new AutoResetEvent(initialState: false);
            _isAwaited = true;
        }

        try
        {
            came.WaitOne(wait);
        }
        catch (ObjectDisposedException)
        {
            // Closed in between: nothing comes any more.
        }
    }

    private void Wake()
    {
        try
        {
            _came?.Set();
        }
        catch (ObjectDisposedException)
        {
            // Closed in between, which wakes too.
        }
    }

    private void Announce()
    {
        _arrival?.TrySetResult();
        _arrival = null;
    }

    private bool HasRoom(ReadOnlySpan<byte> datagram)
    {
        bool isAlert = datagram.Length > 0 && datagram[0] == ContentType.alert;
        return _waiting.Count < capacity + (isAlert ? ReservedForAlerts : 0)
            && _total + datagram.Length <= LargestTotal + (isAlert ? ReservedForAlerts * RecordFilter.LongestAlert : 0);
    }
}
