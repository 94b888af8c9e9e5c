namespace DtlsNotebooks.Proxy;

/// <summary>Which way a datagram travels through a UdpProxy.</summary>
public enum Direction
{
    /// <summary>From a client to the server.</summary>
    ToServer,

    /// <summary>From the server to a client.</summary>
    ToClient,
}
