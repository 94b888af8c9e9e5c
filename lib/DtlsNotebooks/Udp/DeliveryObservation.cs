namespace DtlsNotebooks.Udp;

/// <summary>
/// Whether an ordinary socket received a datagram that was sent with a given checksum, or why that could not be tried
/// here.
/// </summary>
public sealed record DeliveryObservation
{
    /// <summary>
    /// The datagram that was sent, with the checksum it was sent with; null where it could not be tried.
    /// </summary>
    public UdpDatagram? Datagram { get; init; }

    /// <summary>
    /// True where the socket received it, false where the operating system discarded it; null where it could not be
    /// tried.
    /// </summary>
    public bool? Delivered { get; init; }

    /// <summary>Why it could not be tried on this machine, in one sentence; null where it was.</summary>
    public string? WhyNot { get; init; }

    /// <summary>What was seen, in one sentence.</summary>
    public override string ToString() =>
        Delivered switch
        {
            null => WhyNot ?? "",
            true => $"Checksum {Datagram?.Header.Checksum:X4}: the operating system handed the datagram to the socket.",
            false =>
                $"Checksum {Datagram?.Header.Checksum:X4}: the operating system discarded the datagram without a word.",
        };
}
