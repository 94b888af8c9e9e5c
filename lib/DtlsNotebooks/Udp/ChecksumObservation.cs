using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace DtlsNotebooks.Udp;

/// <summary>A datagram as the operating system sent it, header included, or why it could not be seen here.</summary>
public sealed record ChecksumObservation
{
    /// <summary>The datagram with its true header; null where it could not be seen.</summary>
    public UdpDatagram? Datagram { get; init; }

    /// <summary>The sender's address.</summary>
    public IPAddress Source { get; init; } = IPAddress.Loopback;

    /// <summary>The receiver's address.</summary>
    public IPAddress Destination { get; init; } = IPAddress.Loopback;

    /// <summary>Why the header could not be seen on this machine, in one sentence; null where it was.</summary>
    public string? WhyNot { get; init; }

    /// <summary>True where the header was seen.</summary>
    [MemberNotNullWhen(true, nameof(Datagram))]
    public bool Seen => Datagram is not null;

    /// <summary>What a receiver finds in the checksum; null where the header could not be seen.</summary>
    public ChecksumVerdict? Verdict => Datagram?.CheckChecksum(Source, Destination);

    /// <summary>
    /// The sum of the pseudo-header alone, which is what the operating system leaves in the field where it expects
    /// the network card to finish the checksum (checksum offload); null where the header could not be seen.
    /// </summary>
    public ushort? PseudoHeaderSum =>
        Datagram is null ? null : new PseudoHeader(Source, Destination, Datagram.Header.Length).Sum().Sum;

    /// <summary>
    /// True where the field holds only the sum of the pseudo-header, left for the network card to finish.
    /// </summary>
    public bool IsLeftToNetworkCard =>
        Datagram is not null && Datagram.Header.Checksum == PseudoHeaderSum && Verdict == ChecksumVerdict.Wrong;

    /// <summary>What was seen, in one sentence.</summary>
    public override string ToString() =>
        Datagram is null
            ? WhyNot ?? ""
            : $"The operating system wrote checksum {Datagram.Header.Checksum:X4}: {Words()}.";

    private string Words() =>
        IsLeftToNetworkCard
            ? "only the sum of the pseudo-header, left for a network card to finish"
            : Verdict switch
            {
                ChecksumVerdict.Valid => "it verifies",
                ChecksumVerdict.NotComputed => "none was computed",
                _ => "it does not verify",
            };
}
