using System.Diagnostics;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>
/// Finds the nearest timer among the nonblocking handshakes of a listener without looking at all of them. A timer
/// changes
/// only when somebody works on its session, so those that were handed out are looked at anew. Used by one thread at a
/// time.
/// </summary>
internal sealed class HandshakeTimers
{
    /// <summary>A session's timer is given in whole milliseconds, rounded up.</summary>
    private static readonly long Rounding = Stopwatch.Frequency / 500;

    private readonly PriorityQueue<Connection, long> _byDue = new();
    private List<Connection> _touched = [];

    /// <summary>Somebody is about to work on this connection.</summary>
    internal void Touch(Connection connection)
    {
        if (!connection.IsTouched)
        {
            connection.IsTouched = true;
            _touched.Add(connection);
        }
    }

    /// <summary>How many entries there are, those that count no more included.</summary>
    internal int Count => _byDue.Count + _touched.Count;

    /// <summary>
    /// Forgets the connections that have no timer any more, for a loop that never asks for the nearest.
    /// </summary>
    internal void Tidy()
    {
        Settle();
        Peek();
    }

    /// <summary>Until the nearest timer runs out; null where none runs.</summary>
    internal TimeSpan? Nearest()
    {
        Settle();
        return Peek()?.Session.CurrentTimeout;
    }

    /// <summary>The connections whose timer has run out.</summary>
    internal List<Connection> RunOut()
    {
        Settle();
        List<Connection> due = [];
        while (Peek() is Connection connection && connection.Session.CurrentTimeout == TimeSpan.Zero)
        {
            Leave(connection);
            due.Add(connection);
            Touch(connection);
        }

        return due;
    }

    /// <summary>
    /// Enters the timers of those that were worked on. One whose handshake nobody has begun yet is asked again the
    /// next time.
    /// </summary>
    private void Settle()
    {
        List<Connection> touched = _touched;
        _touched = [];
        foreach (Connection connection in touched)
        {
            connection.IsTouched = false;
            if (connection.Session.CurrentTimeout is TimeSpan left)
            {
                Enter(connection, DueIn(left));
            }
            else if (connection.IsHalfOpen && !connection.Transport.IsClosed)
            {
                Touch(connection);
            }
        }
    }

    /// <summary>
    /// The first whose entry still holds. Entries of handshakes that have ended go, and those of timers that were set
    /// later are set later too.
    /// </summary>
    private Connection? Peek()
    {
        while (_byDue.TryPeek(out Connection? connection, out long due))
        {
            if (due != connection.Due)
            {
                _byDue.Dequeue();
            }
            else if (connection.Session.CurrentTimeout is not TimeSpan left)
            {
                Leave(connection);
            }
            else if (DueIn(left) - due > Rounding)
            {
                Leave(connection);
                Enter(connection, DueIn(left));
            }
            else
            {
                return connection;
            }
        }

        return null;
    }

    /// <summary>
    /// An entry that is not too late already stays, and is looked at when it is due: else a client that sends without
    /// end would make one for each datagram.
    /// </summary>
    private void Enter(Connection connection, long due)
    {
        if (due < connection.Due - Rounding)
        {
            connection.Due = due;
            _byDue.Enqueue(connection, due);
        }
    }

    private void Leave(Connection first)
    {
        first.Due = long.MaxValue;
        _byDue.Dequeue();
    }

    private static long DueIn(TimeSpan left) =>
        Stopwatch.GetTimestamp() + (long)(left.TotalSeconds * Stopwatch.Frequency);
}
