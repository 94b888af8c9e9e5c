namespace DtlsNotebooks.Udp;

/// <summary>What a receiver finds when it checks the checksum of a UDP datagram.</summary>
public enum ChecksumVerdict
{
    /// <summary>The checksum fits the datagram and its addresses.</summary>
    Valid,

    /// <summary>The checksum does not fit: something changed on the way.</summary>
    Wrong,

    /// <summary>The field is 0 over IPv4: the sender computed none, which is allowed (RFC 768).</summary>
    NotComputed,

    /// <summary>
    /// The field is 0 over IPv6, where a checksum is mandatory (RFC 8200, section 8.1; exceptions for tunnels in
    /// RFC 6935 and RFC 6936): a receiver discards the datagram.
    /// </summary>
    Missing,
}
