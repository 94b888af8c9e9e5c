namespace DtlsNotebooks.Proxy;

/// <summary>What became of a recorded datagram.</summary>
public enum DeliveryStatus
{
    /// <summary>Still held back by a delay or a rate when the snapshot was taken.</summary>
    Pending,

    /// <summary>Handed on.</summary>
    Delivered,

    /// <summary>Dropped by an impairment rule.</summary>
    Dropped,

    /// <summary>Dropped because it is larger than the direction's size limit.</summary>
    TooLarge,

    /// <summary>Dropped because the queue of a delayed or rate-limited direction was full.</summary>
    QueueFull,

    /// <summary>
    /// Handed on, but the host answered that nobody listens (ICMP port unreachable, RFC 1122, section 3.2.2.1).
    /// </summary>
    Refused,

    /// <summary>Lost by the proxy itself: the operating system did not take it for sending.</summary>
    SendFailed,
}
