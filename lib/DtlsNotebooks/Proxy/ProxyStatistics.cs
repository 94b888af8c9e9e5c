namespace DtlsNotebooks.Proxy;

/// <summary>
/// What a <see cref="UdpProxy"/> did since its recording began. Every datagram counts, recorded or not.
/// </summary>
public sealed record ProxyStatistics
{
    /// <summary>Datagrams that clients and server sent.</summary>
    public long Received { get; init; }

    /// <summary>Datagrams handed on, copies included.</summary>
    public long Delivered { get; init; }

    /// <summary>Copies that an impairment made.</summary>
    public long Duplicated { get; init; }

    /// <summary>Datagrams in which an impairment turned a bit over.</summary>
    public long Corrupted { get; init; }

    /// <summary>Datagrams dropped by an impairment, those too large included.</summary>
    public long Dropped { get; init; }

    /// <summary>Datagrams dropped because a delayed or rate-limited direction held its limit back.</summary>
    public long QueueFull { get; init; }

    /// <summary>Datagrams that the host refused because nobody listens at the server's port.</summary>
    public long Refused { get; init; }

    /// <summary>Datagrams that the proxy itself lost: the operating system did not take them for sending.</summary>
    public long SendFailed { get; init; }

    /// <summary>
    /// Datagrams that the operating system dropped before the proxy could read them, because its receive buffer was
    /// full;
    /// null where the operating system does not tell (it does on Linux).
    /// </summary>
    public long? Overrun { get; init; }

    /// <summary>Datagrams that were handed on as usual and not recorded, because the recording was full.</summary>
    public long NotRecorded { get; init; }

    /// <summary>Recorded datagrams that made room for newer ones; see <see cref="UdpProxyOptions.KeepNewest"/>.</summary>
    public long Forgotten { get; init; }

    /// <summary>
    /// Times that a rule of the reader, such as <see cref="Impairment.DropWhen"/>, threw an exception.
    /// </summary>
    public long RuleFailures { get; init; }
}
