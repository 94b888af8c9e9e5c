using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>
/// Tells a datagram that begins with a ClientHello in the clear from all others, without parsing it (RFC 6347,
/// sections 4.1 and 4.2.2).
/// </summary>
internal static class ClientHelloProbe
{
    private const int MessageType = RecordFilter.HeaderLength;
    private const int HandshakeHeaderLength = 12;
    private const int VersionLength = 2;
    private const int RandomStart = RecordFilter.HeaderLength + HandshakeHeaderLength + VersionLength;
    private const int RandomLength = 32;
    private const byte DtlsMajorVersion = 0xFE;

    internal static bool Matches(ReadOnlySpan<byte> datagram) =>
        datagram.Length >= RandomStart + RandomLength
        && (short)datagram[0] == ContentType.handshake
        && datagram[1] == DtlsMajorVersion
        && datagram[3] == 0
        && datagram[4] == 0
        && (short)datagram[MessageType] == HandshakeType.client_hello;

    /// <summary>
    /// The client's random: a client that starts again draws another; one that only repeats itself does not.
    /// </summary>
    internal static ReadOnlySpan<byte> Random(ReadOnlySpan<byte> hello) => hello.Slice(RandomStart, RandomLength);
}
