using System.Buffers.Binary;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>A whole handshake message (RFC 6347, section 4.2.2).</summary>
/// <param name="Sequence">Its number among the messages of its side.</param>
/// <param name="Type">Its type (RFC 5246, section 7.4).</param>
/// <param name="Body">What it holds, without the header.</param>
internal sealed record FlightMessage(int Sequence, short Type, byte[] Body)
{
    internal const int HeaderLength = 12;

    /// <summary>Writes the header of a fragment.</summary>
    internal void WriteHeader(Span<byte> header, int offset, int length)
    {
        BinaryPrimitives.WriteInt32BigEndian(header, Body.Length);
        header[0] = (byte)Type;
        BinaryPrimitives.WriteUInt16BigEndian(header[4..], (ushort)Sequence);
        (header[6], header[7], header[8]) = ((byte)(offset >> 16), (byte)(offset >> 8), (byte)offset);
        (header[9], header[10], header[11]) = ((byte)(length >> 16), (byte)(length >> 8), (byte)length);
    }

    /// <summary>The message as if it were sent in one piece, as the hash of the handshake wants it.</summary>
    internal byte[] Whole()
    {
        byte[] whole = new byte[HeaderLength + Body.Length];
        WriteHeader(whole, 0, Body.Length);
        Body.CopyTo(whole, HeaderLength);
        return whole;
    }
}
