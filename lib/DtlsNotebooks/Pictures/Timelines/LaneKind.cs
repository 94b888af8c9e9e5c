namespace DtlsNotebooks.Pictures.Timelines;

/// <summary>What a lane's owner is doing, as far as the colour in a <see cref="LanesDiagram"/> is concerned.</summary>
public enum LaneKind
{
    /// <summary>It waits until the server takes it up.</summary>
    Waiting,

    /// <summary>A DTLS handshake (RFC 6347, section 4.2).</summary>
    Handshake,

    /// <summary>Application data goes there and back.</summary>
    Echo,

    /// <summary>Other work, such as computing.</summary>
    Working,

    /// <summary>The goodbye (RFC 5246, section 7.2.1).</summary>
    Closing,

    /// <summary>Time that led to nothing.</summary>
    Failed,
}
