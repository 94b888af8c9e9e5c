namespace DtlsNotebooks.Dissection;

/// <summary>How the header of a record is laid out.</summary>
public enum RecordForm
{
    /// <summary>
    /// The header of 13 bytes of DTLS 1.0 and 1.2, and of the unencrypted records of DTLS 1.3 (RFC 6347, section 4.1).
    /// </summary>
    Plain,

    /// <summary>
    /// The header of <see cref="Plain"/> with a connection ID before the length (RFC 9146, section 4).
    /// </summary>
    ConnectionId,

    /// <summary>The unified header of an encrypted DTLS 1.3 record (RFC 9147, section 4).</summary>
    Unified,
}
