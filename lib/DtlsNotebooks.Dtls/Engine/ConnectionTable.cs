using System.Diagnostics;
using System.Net;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>
/// The connections of a listener by the address of their peer, and, in the order they came, those that nobody has
/// taken yet.
/// </summary>
internal sealed class ConnectionTable(ListenerLimits limits)
{
    // An object, since a Lock cannot be waited on.
    private readonly object _gate = new();
    private readonly Dictionary<SocketAddress, Connection> _byAddress = [];
    private readonly LinkedList<Connection> _waiting = new();
    private TaskCompletionSource? _arrival;
    private bool _closed;

    internal (int Connections, int Waiting) Count
    {
        get
        {
            lock (_gate)
            {
                return (_byAddress.Count, _waiting.Count);
            }
        }
    }

    internal bool HasRoom
    {
        get
        {
            lock (_gate)
            {
                return _byAddress.Count < limits.MaxConnections;
            }
        }
    }

    internal Connection? Find(SocketAddress address)
    {
        lock (_gate)
        {
            return _byAddress.GetValueOrDefault(address);
        }
    }

    /// <summary>Adds a connection, in the place of an older one with this peer.</summary>
    /// <param name="connection">The new one.</param>
    /// <param name="older">The one it replaces, which the caller ends; null where there is none.</param>
    /// <returns>False where the table is closed.</returns>
    internal bool TryAdd(Connection connection, out Connection? older)
    {
        lock (_gate)
        {
            older = null;
            if (_closed)
            {
                return false;
            }

            if (_byAddress.Remove(connection.Transport.Address, out older))
            {
                LeaveQueue(older);
            }

            _byAddress.Add(connection.Transport.Address, connection);
            connection.Place = _waiting.AddLast(connection);
            Monitor.Pulse(_gate);
            Announce();
            return true;
        }
    }

    /// <summary>Forgets the connection of a transport; a newer one with the same peer stays.</summary>
    internal void Remove(PeerTransport transport)
    {
        lock (_gate)
        {
            if (
                _byAddress.TryGetValue(transport.Address, out Connection? connection)
                && connection.Transport == transport
            )
            {
                _byAddress.Remove(transport.Address);
                LeaveQueue(connection);
            }
        }
    }

    /// <summary>Somebody takes this client, whoever waits longer.</summary>
    internal void Take(Connection connection)
    {
        lock (_gate)
        {
            LeaveQueue(connection);
        }
    }

    /// <summary>Takes the client that waits longest.</summary>
    /// <param name="wait">How long to wait for one; null for ever.</param>
    /// <returns>Null where none came in time, or the table was closed.</returns>
    internal Connection? TakeWaiting(TimeSpan? wait)
    {
        long start = Stopwatch.GetTimestamp();
        lock (_gate)
        {
            while (_waiting.First is null && !_closed)
            {
                TimeSpan left = wait - Stopwatch.GetElapsedTime(start) ?? Timeout.InfiniteTimeSpan;
                if (wait is not null && left <= TimeSpan.Zero)
                    return null;

                Monitor.Wait(_gate, left);
            }

            Connection? first = _waiting.First?.Value;
            if (first is not null)
            {
                LeaveQueue(first);
            }

            return first;
        }
    }

    /// <summary>Takes the client that waits longest; waits for one, and holds no thread meanwhile.</summary>
    /// <returns>Null where the table was closed.</returns>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    internal async ValueTask<Connection?> TakeWaitingAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task arrival;
            lock (_gate)
            {
                if (_waiting.First?.Value is Connection first)
                {
                    LeaveQueue(first);
                    return first;
                }

                if (_closed)
                    return null;

                _arrival ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                arrival = _arrival.Task;
            }

            await arrival.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private void Announce()
    {
        _arrival?.TrySetResult();
        _arrival = null;
    }

    /// <summary>The connections that have had their time.</summary>
    internal List<Connection> Expired()
    {
        lock (_gate)
        {
            return [.. _byAddress.Values.Where(IsExpired)];
        }
    }

    /// <summary>Takes no more connections, wakes whoever waits for one, and tells which there are.</summary>
    internal List<Connection> Close()
    {
        lock (_gate)
        {
            _closed = true;
            _waiting.Clear();
            Monitor.PulseAll(_gate);
            Announce();
            return [.. _byAddress.Values];
        }
    }

    private bool IsExpired(Connection connection) =>
        connection.IsHalfOpen
            ? limits.Clock.GetElapsedTime(connection.Begun) > limits.HalfOpenTimeout
            : connection.Transport.Idle > limits.IdleTimeout;

    private void LeaveQueue(Connection connection)
    {
        if (connection.Place is LinkedListNode<Connection> place)
        {
            connection.Place = null;
            if (place.List is not null)
            {
                _waiting.Remove(place);
            }
        }
    }
}
