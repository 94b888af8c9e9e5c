namespace DtlsNotebooks.Dtls;

/// <summary>How a call on a <see cref="DtlsSession"/> ended, where that is no error.</summary>
public enum DtlsStatus
{
    /// <summary>What was asked for is done.</summary>
    Done,

    /// <summary>
    /// The time is over and nothing came. A session whose handshake timed out is over; a wait for a client or for data
    /// may be repeated. Whatever returns no status throws <see cref="DtlsException"/> with
    /// <see cref="DtlsError.TimedOut"/> instead.
    /// </summary>
    TimedOut,

    /// <summary>
    /// The peer has said close_notify, or this side has shut the session down (RFC 5246, section 7.2.1).
    /// </summary>
    Closed,

    /// <summary>
    /// A nonblocking session needs a datagram before it can go on: wait until the socket is readable or
    /// <see cref="DtlsSession.CurrentTimeout"/> has passed.
    /// </summary>
    WantRead,

    /// <summary>
    /// A nonblocking session has sent nothing, since the socket has no room: wait until it is writable, then call
    /// again with the same data.
    /// </summary>
    WantWrite,
}
