namespace DtlsNotebooks.Proxy.Relaying;

/// <summary>What an impairment decided for one datagram.</summary>
internal readonly record struct Decision
{
    /// <summary>Null to let it pass, else why it is dropped.</summary>
    public DeliveryStatus? DroppedAs { get; init; }

    /// <summary>Index of the bit of the payload to turn over; null for none.</summary>
    public int? CorruptBit { get; init; }

    public TimeSpan Delay { get; init; }

    public bool HeldForReorder { get; init; }

    /// <summary>Delay of the copy; null where there is no copy.</summary>
    public TimeSpan? CopyDelay { get; init; }
}
