namespace DtlsNotebooks.Proxy;

/// <summary>What a datagram carries, as far as its colour in a picture is concerned.</summary>
public enum MessageKind
{
    /// <summary>Plain UDP payload that no protocol of this library claims (RFC 768).</summary>
    PlainUdp,

    /// <summary>DTLS handshake messages (RFC 6347, section 4.2).</summary>
    Handshake,

    /// <summary>A DTLS ChangeCipherSpec (RFC 5246, section 7.1).</summary>
    ChangeCipherSpec,

    /// <summary>DTLS application data (RFC 5246, section 10).</summary>
    ApplicationData,

    /// <summary>A DTLS alert that reports an error (RFC 5246, section 7.2.2).</summary>
    Alert,

    /// <summary>The alert close_notify, with which a peer ends in peace (RFC 5246, section 7.2.1).</summary>
    Goodbye,

    /// <summary>An encrypted alert that was not opened: a goodbye or an error, only its two ends know.</summary>
    ClosedAlert,
}
