using System.Buffers.Binary;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>
/// A ClientHello in the clear, or a fragment of one, as the first record of a datagram shows it (RFC 6347, sections 4.1
/// and 4.2.2).
/// </summary>
internal readonly ref struct HelloFragment
{
    internal const int MessageHeaderLength = 12;

    /// <summary>Longer than any ClientHello that somebody sends: what is kept of one is bounded by it.</summary>
    internal const int LongestMessage = 1 << 14;

    private const int RandomStart = 2;
    private const int RandomLength = 32;
    private const int SessionIdStart = RandomStart + RandomLength + 1;
    private const int LongestSessionId = 32;

    private HelloFragment(ReadOnlySpan<byte> record)
    {
        RecordSequence = (long)(BinaryPrimitives.ReadUInt64BigEndian(record[3..]) & 0xFFFF_FFFF_FFFF);
        ReadOnlySpan<byte> message = record[RecordFilter.HeaderLength..];
        MessageLength = UInt24(message[1..]);
        MessageSequence = BinaryPrimitives.ReadUInt16BigEndian(message[4..]);
        Offset = UInt24(message[6..]);
        Body = message[MessageHeaderLength..];
    }

    internal long RecordSequence { get; }

    internal int MessageSequence { get; }

    /// <summary>The length of the whole message, without its header.</summary>
    internal int MessageLength { get; }

    /// <summary>Where in the message this fragment begins.</summary>
    internal int Offset { get; }

    internal ReadOnlySpan<byte> Body { get; }

    internal bool IsWhole => Offset == 0 && Body.Length == MessageLength;

    /// <summary>
    /// The client's random: a client that starts again draws another; one that only repeats itself does not. Empty
    /// where this fragment does not hold it.
    /// </summary>
    internal ReadOnlySpan<byte> Random =>
        Offset == 0 && Body.Length >= RandomStart + RandomLength ? Body.Slice(RandomStart, RandomLength) : [];

    /// <summary>Tells a datagram that begins with a ClientHello, or a part of one, from all others.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> datagram, out HelloFragment fragment)
    {
        fragment = default;
        if (
            datagram.Length < RecordFilter.HeaderLength + MessageHeaderLength
            || (short)datagram[0] != ContentType.handshake
            || datagram[1] != RecordFilter.DtlsMajorVersion
            || datagram[3] != 0
            || datagram[4] != 0
            || (short)datagram[RecordFilter.HeaderLength] != HandshakeType.client_hello
        )
        {
            return false;
        }

        int length = RecordFilter.HeaderLength + BinaryPrimitives.ReadUInt16BigEndian(datagram[11..]);
        if (length < RecordFilter.HeaderLength + MessageHeaderLength || length > datagram.Length)
            return false;

        fragment = new HelloFragment(datagram[..length]);
        return UInt24(datagram[(RecordFilter.HeaderLength + 9)..]) == fragment.Body.Length
            && fragment.MessageLength <= LongestMessage
            && fragment.Offset + fragment.Body.Length <= fragment.MessageLength;
    }

    /// <summary>
    /// What the cookie covers, version, random and session ID, all of which stand before it, and the cookie.
    /// </summary>
    /// <returns>False where this is not the beginning of a hello, or too short to hold them.</returns>
    internal bool TryReadCookie(out ReadOnlySpan<byte> covered, out ReadOnlySpan<byte> cookie)
    {
        covered = cookie = [];
        if (Offset != 0 || Body.Length < SessionIdStart || Body[SessionIdStart - 1] > LongestSessionId)
            return false;

        int cookieLengthAt = SessionIdStart + Body[SessionIdStart - 1];
        if (Body.Length <= cookieLengthAt || Body.Length < cookieLengthAt + 1 + Body[cookieLengthAt])
            return false;

        covered = Body[..cookieLengthAt];
        cookie = Body.Slice(cookieLengthAt + 1, Body[cookieLengthAt]);
        return true;
    }

    private static int UInt24(ReadOnlySpan<byte> bytes) => (bytes[0] << 16) | (bytes[1] << 8) | bytes[2];
}
