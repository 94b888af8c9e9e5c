namespace DtlsNotebooks.Proxy;

/// <summary>One part of a datagram, such as a DTLS record (RFC 6347, section 4.1).</summary>
/// <param name="Label">What is in it, in a few words.</param>
/// <param name="Kind">Decides its colour.</param>
/// <param name="Encrypted">Whether it travelled encrypted, whoever can open it now.</param>
public sealed record DatagramPart(string Label, MessageKind Kind, bool Encrypted);
