using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Tests.Dissection;

/// <summary>A datagram of a handshake that a test made.</summary>
public sealed record RecordedDatagram(Direction Direction, byte[] Bytes, TimeSpan Time, bool Dropped);
