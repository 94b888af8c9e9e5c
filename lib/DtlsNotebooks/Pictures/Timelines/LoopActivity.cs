namespace DtlsNotebooks.Pictures.Timelines;

/// <summary>What the one thread of a select loop does.</summary>
public enum LoopActivity
{
    /// <summary>It is blocked in select: the system wakes it when a socket is ready or the time is up.</summary>
    Blocked,

    /// <summary>It takes a connection's handshake as far as the datagrams that are there allow.</summary>
    Handshake,

    /// <summary>It reads what a connection received.</summary>
    Reading,

    /// <summary>It writes to a connection.</summary>
    Writing,

    /// <summary>
    /// A connection said WANT_READ: there is nothing more to do for it until a datagram comes. A moment, not a
    /// stretch.
    /// </summary>
    WantRead,

    /// <summary>A connection said WANT_WRITE: the socket takes nothing more for now. A moment, not a stretch.</summary>
    WantWrite,

    /// <summary>A connection's timer ran out (RFC 6347, section 4.2.4): the thread sends the flight again.</summary>
    TimerRanOut,

    /// <summary>It reads a connection's goodbye and ends it (RFC 5246, section 7.2.1).</summary>
    Goodbye,

    /// <summary>Other work of the thread.</summary>
    Working,
}
