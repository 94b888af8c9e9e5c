using System.Buffers.Binary;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>A part of a handshake message, as a record holds it (RFC 6347, section 4.2.3).</summary>
internal readonly ref struct MessagePart
{
    private MessagePart(ReadOnlySpan<byte> bytes, int length)
    {
        Type = bytes[0];
        MessageLength = UInt24(bytes[1..]);
        Sequence = BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]);
        Offset = UInt24(bytes[6..]);
        Body = bytes.Slice(FlightMessage.HeaderLength, length);
    }

    internal short Type { get; }

    internal int Sequence { get; }

    /// <summary>The length of the whole message.</summary>
    internal int MessageLength { get; }

    /// <summary>Where in the message this part begins.</summary>
    internal int Offset { get; }

    internal ReadOnlySpan<byte> Body { get; }

    /// <summary>Reads the fragment at the front.</summary>
    /// <param name="bytes">What is left of a record.</param>
    /// <param name="longest">The longest message that is taken.</param>
    /// <param name="fragment">The fragment.</param>
    /// <returns>False where it makes no sense; then nothing behind it does.</returns>
    internal static bool TryRead(ReadOnlySpan<byte> bytes, int longest, out MessagePart fragment)
    {
        fragment = default;
        if (bytes.Length < FlightMessage.HeaderLength)
            return false;

        int length = UInt24(bytes[9..]);
        if (length > bytes.Length - FlightMessage.HeaderLength)
            return false;

        fragment = new MessagePart(bytes, length);
        return fragment.MessageLength <= longest && fragment.Offset + length <= fragment.MessageLength;
    }

    private static int UInt24(ReadOnlySpan<byte> bytes) => (bytes[0] << 16) | (bytes[1] << 8) | bytes[2];
}
