namespace DtlsNotebooks.Proxy;

/// <summary>
/// Is told what became of each datagram of a <see cref="UdpProxy"/>, recorded or not. It is called on the proxy's own
/// thread, one call after the other, so it should be quick; where it throws, the network goes on.
/// </summary>
public interface IProxyObserver
{
    /// <summary>A datagram was handed on, dropped or refused; called once for each, copies included.</summary>
    /// <param name="datagram">The datagram, with its fate.</param>
    /// <param name="started">Time of day from which its times count.</param>
    void Settled(CapturedDatagram datagram, DateTimeOffset started);

    /// <summary>
    /// The server's host said of a datagram that was told as delivered that nobody listens there (ICMP port
    /// unreachable, RFC 1122, section 3.2.2.1).
    /// </summary>
    /// <param name="datagram">The datagram.</param>
    void Refused(CapturedDatagram datagram);
}
