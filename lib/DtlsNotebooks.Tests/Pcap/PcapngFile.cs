using DtlsNotebooks.Pcap;

namespace DtlsNotebooks.Tests.Pcap;

/// <summary>What is in a pcapng file, as far as <see cref="PcapngWriter"/> writes it.</summary>
public sealed record PcapngFile
{
    /// <summary>The interfaces, in their order.</summary>
    public required IReadOnlyList<PcapngInterface> Interfaces { get; init; }

    /// <summary>The packets, in their order.</summary>
    public required IReadOnlyList<PcapngPacket> Packets { get; init; }

    /// <summary>The TLS key logs in it, each in the NSS key log format.</summary>
    public IReadOnlyList<string> KeyLogs { get; init; } = [];
}
