namespace DtlsNotebooks.Dtls;

/// <summary>Which side of a connection found something wrong.</summary>
public enum DtlsSide
{
    /// <summary>This side.</summary>
    Local,

    /// <summary>The other side, which told us with an alert (RFC 5246, section 7.2).</summary>
    Peer,
}
