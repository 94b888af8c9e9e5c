using System.Buffers.Binary;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>The record with which a server hands out a cookie (RFC 6347, section 4.2.1).</summary>
internal static class HelloVerifyRequest
{
    /// <summary>It says DTLS 1.0 whatever is negotiated later: the version tells the format alone.</summary>
    private static readonly byte[] Version = [0xFE, 0xFF];

    /// <param name="recordSequence">The number of the ClientHello's record, which the answer takes over.</param>
    /// <param name="cookie">At most 255 bytes.</param>
    internal static byte[] Record(long recordSequence, ReadOnlySpan<byte> cookie)
    {
        int body = Version.Length + 1 + cookie.Length;
        byte[] record = new byte[RecordFilter.HeaderLength + HelloFragment.MessageHeaderLength + body];
        BinaryPrimitives.WriteInt64BigEndian(record.AsSpan(3), recordSequence);
        record[0] = (byte)ContentType.handshake;
        Version.CopyTo(record, 1);
        BinaryPrimitives.WriteUInt16BigEndian(record.AsSpan(11), (ushort)(HelloFragment.MessageHeaderLength + body));
        Span<byte> message = record.AsSpan(RecordFilter.HeaderLength);
        message[0] = (byte)HandshakeType.hello_verify_request;
        BinaryPrimitives.WriteUInt16BigEndian(message[2..], (ushort)body);
        BinaryPrimitives.WriteUInt16BigEndian(message[10..], (ushort)body);
        Version.CopyTo(message[HelloFragment.MessageHeaderLength..]);
        message[HelloFragment.MessageHeaderLength + Version.Length] = (byte)cookie.Length;
        cookie.CopyTo(message[(HelloFragment.MessageHeaderLength + Version.Length + 1)..]);
        return record;
    }
}
