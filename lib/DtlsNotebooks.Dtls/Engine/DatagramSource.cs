namespace DtlsNotebooks.Dtls.Engine;

/// <summary>Waits for one datagram; with no time to wait it takes one that lies ready.</summary>
/// <returns>Its length, or -1 where none came.</returns>
internal delegate int DatagramSource(Span<byte> buffer, TimeSpan wait);

/// <summary>
/// The same for whoever has no buffer that is large enough: the datagram comes in one of <see cref="BufferPool"/>.
/// </summary>
/// <param name="datagram">Holds it; whoever asked gives it back. Empty, and nobody's, where none came.</param>
/// <param name="wait">How long to wait.</param>
/// <returns>Its length, or -1 where none came.</returns>
internal delegate int PooledSource(out byte[] datagram, TimeSpan wait);
