namespace DtlsNotebooks.Tests.Pcap;

/// <summary>A packet of a pcapng file (draft-ietf-opsawg-pcapng, sections 4.3 and 4.4).</summary>
public sealed record PcapngPacket
{
    /// <summary>Index of its interface among those of the file.</summary>
    public int Interface { get; init; }

    /// <summary>
    /// When it was seen, in nanoseconds since 1970-01-01T00:00:00Z; null for a simple packet, which does not say.
    /// </summary>
    public required long? Nanoseconds { get; init; }

    /// <summary>Its bytes, as the interface's link type has them.</summary>
    public required ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>Its size in bytes on the wire, which is more than is here where the capture cut it off.</summary>
    public required int OriginalLength { get; init; }

    /// <summary>A note on it; empty for none.</summary>
    public string Comment { get; init; } = "";
}
