namespace DtlsNotebooks.Dtls;

/// <summary>What a <see cref="DtlsListener"/> holds now, and what it has done so far.</summary>
public sealed record ListenerStatistics
{
    /// <summary>Connections that it holds now, those in the midst of their handshake included.</summary>
    public required int Connections { get; init; }

    /// <summary>Of these, the clients that have proved their cookie and that nobody has taken yet.</summary>
    public required int Waiting { get; init; }

    /// <summary>Datagrams received from the socket.</summary>
    public required long DatagramsReceived { get; init; }

    /// <summary>
    /// HelloVerifyRequests sent: ClientHellos without a valid cookie, for which nothing was kept (RFC 6347, section
    /// 4.2.1).
    /// </summary>
    public required long CookiesSent { get; init; }

    /// <summary>Clients that proved their cookie and got a connection.</summary>
    public required long Clients { get; init; }

    /// <summary>
    /// Of these, clients that came again from the address and port of an older connection, which then ended (RFC 6347,
    /// section 4.2.8).
    /// </summary>
    public required long Replaced { get; init; }

    /// <summary>
    /// ClientHellos that were repeated before the server had begun to answer, and dropped since they say nothing new.
    /// </summary>
    public required long RepeatedHellos { get; init; }

    /// <summary>ClientHellos left unanswered because <see cref="DtlsListener.MaxConnections"/> was reached.</summary>
    public required long DroppedFull { get; init; }

    /// <summary>Datagrams dropped because their session did not read and its queue was full.</summary>
    public required long DroppedQueue { get; init; }

    /// <summary>Datagrams of unknown peers that are no ClientHello.</summary>
    public required long DroppedStrays { get; init; }

    /// <summary>
    /// Fragments of ClientHellos that were not kept, since their sender had not proved an address: mostly the rest of a
    /// hello that its first fragment alone got a cookie for (RFC 6347, sections 4.2.1 and 4.2.3).
    /// </summary>
    public required long DroppedFragments { get; init; }

    /// <summary>
    /// First fragments of ClientHellos that are too short to hold the cookie. Their client never gets in: it has to
    /// send in larger datagrams, of 125 bytes or more.
    /// </summary>
    public required long DroppedShortHellos { get; init; }

    /// <summary>
    /// Connections ended because their handshake was not complete after <see cref="DtlsListener.HalfOpenTimeout"/>.
    /// </summary>
    public required long ExpiredHalfOpen { get; init; }

    /// <summary>
    /// Connections ended because nothing had come or gone for <see cref="DtlsListener.IdleTimeout"/>.
    /// </summary>
    public required long ExpiredIdle { get; init; }

    /// <summary>
    /// Faults of this library that were caught where they did no harm; 0 unless something is wrong with it.
    /// </summary>
    public required long Faults { get; init; }
}
