using DtlsNotebooks.Pcap;

namespace DtlsNotebooks.Tests.Pcap;

/// <summary>A network interface of a pcapng file (draft-ietf-opsawg-pcapng, section 4.2).</summary>
public sealed record PcapngInterface
{
    /// <summary>What its packets begin with.</summary>
    public required LinkType LinkType { get; init; }

    /// <summary>Its name; empty for none.</summary>
    public string Name { get; init; } = "";

    /// <summary>What it is; empty for none.</summary>
    public string Description { get; init; } = "";

    /// <summary>How many units of its time stamps make a second, such as 1,000,000,000 for nanoseconds.</summary>
    public ulong UnitsPerSecond { get; init; } = 1_000_000;

    /// <summary>Seconds to add to each of its time stamps (section 4.2, if_tsoffset).</summary>
    public long OffsetSeconds { get; init; }

    /// <summary>The most bytes of a packet that were kept; 0 for no limit (section 4.2, SnapLen).</summary>
    public uint MostBytes { get; init; }
}
