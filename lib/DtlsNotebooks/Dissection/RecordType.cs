namespace DtlsNotebooks.Dissection;

/// <summary>What a record carries (RFC 5246, section 6.2.1, and the IANA registry "TLS ContentType").</summary>
public enum RecordType
{
    /// <summary>A ChangeCipherSpec (RFC 5246, section 7.1).</summary>
    ChangeCipherSpec = 20,

    /// <summary>An alert (RFC 5246, section 7.2).</summary>
    Alert = 21,

    /// <summary>Handshake messages or fragments of them (RFC 6347, section 4.2).</summary>
    Handshake = 22,

    /// <summary>Application data (RFC 5246, section 10).</summary>
    ApplicationData = 23,

    /// <summary>A heartbeat (RFC 6520, section 3).</summary>
    Heartbeat = 24,

    /// <summary>An encrypted record that names its connection; its true type is inside (RFC 9146, section 4).</summary>
    Tls12Cid = 25,

    /// <summary>Acknowledged records of DTLS 1.3 (RFC 9147, section 7).</summary>
    Ack = 26,
}
