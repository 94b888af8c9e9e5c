using System.Diagnostics;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>
/// Finds the nearest timer among the nonblocking handshakes of a listener without looking at all of them. A timer changes
/// only when somebody works on its session, so those that were handed out are looked at anew. Used by one thread at a time.
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
            _byDue.Dequeue();
            if (!connection.IsTouched)
            {
                due.Add(connection);
                Touch(connection);
            }
        }

        return due;
    }

    /// <summary>Enters the timers of those that were worked on. One whose handshake nobody has begun yet is asked again the next time.</summary>
    private void Settle()
    {
        List<Connection> touched = _touched;
        _touched = [];
        foreach (Connection connection in touched)
        {
            connection.IsTouched = false;
            if (connection.Session.CurrentTimeout is TimeSpan left)
            {
                _byDue.Enqueue(connection, DueIn(left));
            }
            else if (connection.IsHalfOpen && !connection.Transport.IsClosed)
            {
                Touch(connection);
            }
        }
    }

    /// <summary>The first whose entry still holds. Entries of handshakes that have ended go, and those of timers that were set later are set later too.</summary>
    private Connection? Peek()
    {
        while (_byDue.TryPeek(out Connection? connection, out long due))
        {
            if (connection.Session.CurrentTimeout is not TimeSpan left)
            {
                _byDue.Dequeue();
            }
            else if (DueIn(left) - due > Rounding)
            {
                _byDue.DequeueEnqueue(connection, DueIn(left));
            }
            else
            {
                return connection;
            }
        }

        return null;
    }

    private static long DueIn(TimeSpan left) => Stopwatch.GetTimestamp() + (long)(left.TotalSeconds * Stopwatch.Frequency);
}
