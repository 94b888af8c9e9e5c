namespace DtlsNotebooks.Dissection.Flights;

/// <summary>
/// A handshake message, a part of one or a ChangeCipherSpec in a datagram, and where it stands among all that was
/// sent.
/// </summary>
internal sealed record FlightItem
{
    public required MessageKey Key { get; init; }

    public required SentMessage Message { get; init; }

    public required SendPass Pass { get; init; }

    /// <summary>How often it was sent before.</summary>
    public required int SentBefore { get; init; }

    /// <summary>The part, where it can be read.</summary>
    public HandshakeFragment? Fragment { get; init; }
}
