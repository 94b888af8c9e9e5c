namespace DtlsNotebooks.Proxy;

/// <summary>What became of a recorded datagram.</summary>
public enum Fate
{
    /// <summary>Still held back by a delay or a rate when the snapshot was taken.</summary>
    Pending,

    /// <summary>Handed on.</summary>
    Delivered,

    /// <summary>Dropped by an impairment rule.</summary>
    Dropped,

    /// <summary>Dropped because it is larger than the direction's size limit.</summary>
    TooLarge,

    /// <summary>Dropped because the queue of a limited rate was full.</summary>
    QueueFull,

    /// <summary>Handed on, but the host answered that nobody listens (ICMP port unreachable, RFC 1122, section 3.2.2.1).</summary>
    Refused,
}
