namespace DtlsNotebooks.Dtls;

/// <summary>What a <see cref="SessionCache"/> has done so far.</summary>
public sealed record SessionCacheStatistics
{
    /// <summary>Full handshakes whose session was kept.</summary>
    public long Stored { get; init; }

    /// <summary>Sessions that a client asked for and that were there.</summary>
    public long Hits { get; init; }

    /// <summary>Sessions that a client asked for and that were unknown, or no longer known.</summary>
    public long Misses { get; init; }

    /// <summary>
    /// Sessions that were there but did not fit what the client or the server wants now, such as another server name.
    /// </summary>
    public long Refused { get; init; }

    /// <summary>Sessions that were dropped because their lifetime was over.</summary>
    public long Expired { get; init; }

    /// <summary>Sessions that were dropped, though still good, because the cache was full.</summary>
    public long Evicted { get; init; }
}
