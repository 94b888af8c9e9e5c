namespace DtlsNotebooks.Proxy;

/// <summary>Tells what is in the datagrams of a capture.</summary>
public interface ICaptureDescriber
{
    /// <summary>Describes every datagram, in the light of those before it.</summary>
    /// <param name="datagrams">The datagrams of one capture, in their order.</param>
    /// <returns>One description a datagram, in the same order.</returns>
    IReadOnlyList<DatagramDescription> Describe(IReadOnlyList<CapturedDatagram> datagrams);
}
