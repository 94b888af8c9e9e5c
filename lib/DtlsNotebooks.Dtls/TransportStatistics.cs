namespace DtlsNotebooks.Dtls;

/// <summary>What a transport has carried so far.</summary>
public sealed record TransportStatistics
{
    /// <summary>Datagrams sent.</summary>
    public required long DatagramsSent { get; init; }

    /// <summary>Bytes of UDP payload sent.</summary>
    public required long BytesSent { get; init; }

    /// <summary>Datagrams received.</summary>
    public required long DatagramsReceived { get; init; }

    /// <summary>Bytes of UDP payload received.</summary>
    public required long BytesReceived { get; init; }

    /// <summary>
    /// Received datagrams of which something was dropped because it cannot be a DTLS record, or held back because it
    /// is a plaintext alert.
    /// </summary>
    public required long Ignored { get; init; }

    /// <summary>How often the network said that nobody listens at the peer's port (ICMP port unreachable).</summary>
    public required long Unreachable { get; init; }
}
