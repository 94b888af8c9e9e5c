namespace DtlsNotebooks.Dtls.Engine;

/// <summary>Waits for one datagram; with no time to wait it takes one that lies ready.</summary>
/// <returns>Its length, or -1 where none came.</returns>
internal delegate int DatagramSource(Span<byte> buffer, TimeSpan wait);
