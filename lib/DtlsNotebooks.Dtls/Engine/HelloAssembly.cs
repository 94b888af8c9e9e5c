using System.Buffers.Binary;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>Puts the fragments of one ClientHello together (RFC 6347, section 4.2.3).</summary>
internal sealed class HelloAssembly
{
    private readonly byte[] _message;
    private readonly bool[] _has;
    private readonly int _sequence;
    private int _missing;
    private long _recordSequence;

    internal HelloAssembly(in HelloFragment first, long begun)
    {
        Begun = begun;
        _message = new byte[HelloFragment.MessageHeaderLength + first.MessageLength];
        _has = new bool[first.MessageLength];
        _missing = first.MessageLength;
        _sequence = first.MessageSequence;
        // The header of the message as if it had come in one piece: so it enters the handshake's hash (section 4.2.6).
        _message[0] = (byte)HandshakeType.client_hello;
        WriteLength(_message.AsSpan(1), first.MessageLength);
        BinaryPrimitives.WriteUInt16BigEndian(_message.AsSpan(4), (ushort)_sequence);
        WriteLength(_message.AsSpan(9), first.MessageLength);
        Add(first);
    }

    /// <summary>When its first fragment came, as a timestamp of the owner's clock.</summary>
    internal long Begun { get; }

    internal bool IsWhole => _missing == 0;

    internal byte[] Message => _message;

    /// <summary>The number of the last of its records, so that none of them counts as new once more.</summary>
    internal long RecordSequence => _recordSequence;

    internal bool Fits(in HelloFragment fragment) =>
        fragment.MessageSequence == _sequence && fragment.MessageLength == _has.Length;

    internal void Add(in HelloFragment fragment)
    {
        _recordSequence = Math.Max(_recordSequence, fragment.RecordSequence);
        for (int i = 0; i < fragment.Body.Length; i++)
        {
            int at = fragment.Offset + i;
            _missing -= _has[at] ? 0 : 1;
            _has[at] = true;
            _message[HelloFragment.MessageHeaderLength + at] = fragment.Body[i];
        }
    }

    private static void WriteLength(Span<byte> bytes, int length) =>
        (bytes[0], bytes[1], bytes[2]) = ((byte)(length >> 16), (byte)(length >> 8), (byte)length);
}
