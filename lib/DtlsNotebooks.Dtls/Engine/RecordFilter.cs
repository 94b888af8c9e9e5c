using System.Buffers.Binary;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>
/// Looks at received datagrams before the record layer does. It drops what cannot be a DTLS record
/// (RFC 6347, section 4.1), and it holds a plaintext alert back until the sender has been silent for a while:
/// anybody can forge one, but a peer that means it sends no more handshake messages.
/// Used by one receiving thread at a time.
/// </summary>
internal sealed class RecordFilter
{
    internal const int HeaderLength = 13;

    /// <summary>An alert with what the protection of any suite adds to it.</summary>
    internal const int LongestAlert = 128;

    /// <summary>
    /// No suite makes a shorter ciphertext: the tag of AES-GCM and ChaCha20-Poly1305 alone has 16 bytes.
    /// </summary>
    private const int ShortestCiphertext = 16;

    private const int AlertLength = 2;
    internal const byte DtlsMajorVersion = 0xFE;

    private readonly byte[] _heldAlert = new byte[HeaderLength + AlertLength];
    private long _heldSince;
    private bool _holdsAlert;

    /// <summary>Tells how long to hold an alert.</summary>
    internal AnswerTimes Answers { get; } = new();

    /// <summary>Until the held alert is due; null where none is held.</summary>
    internal TimeSpan? AlertDueIn
    {
        get
        {
            if (!_holdsAlert)
            {
                return null;
            }

            TimeSpan left = Answers.Patience - Answers.Clock.GetElapsedTime(_heldSince);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>Moves the records to keep to the front of the datagram.</summary>
    /// <returns>How many bytes they have.</returns>
    internal int Sift(Span<byte> datagram)
    {
        int kept = 0;
        for (int offset = 0; offset < datagram.Length; )
        {
            Span<byte> rest = datagram[offset..];
            int length = RecordLength(rest);
            if (length < 0)
            {
                break;
            }

            Span<byte> record = rest[..length];
            if (Keep(record))
            {
                record.CopyTo(datagram[kept..]);
                kept += length;
            }

            offset += length;
        }

        return kept;
    }

    /// <summary>Hands out the held alert once it is due.</summary>
    internal bool TryReleaseAlert(Span<byte> buffer, out int length)
    {
        length = 0;
        if (AlertDueIn != TimeSpan.Zero || buffer.Length < _heldAlert.Length)
        {
            return false;
        }

        _heldAlert.CopyTo(buffer);
        length = _heldAlert.Length;
        _holdsAlert = false;
        return true;
    }

    /// <summary>The length of the record at the front, or -1 where there is no whole record.</summary>
    private static int RecordLength(ReadOnlySpan<byte> bytes)
    {
        if (
            bytes.Length < HeaderLength
            || (short)bytes[0] is < ContentType.change_cipher_spec or > ContentType.tls12_cid
            || bytes[1] != DtlsMajorVersion
        )
        {
            return -1;
        }

        // With a connection ID (RFC 9146) the length lies elsewhere: leave such a datagram to the record layer.
        if (bytes[0] == ContentType.tls12_cid)
        {
            return bytes.Length;
        }

        int length = HeaderLength + BinaryPrimitives.ReadUInt16BigEndian(bytes[11..]);
        return length <= bytes.Length ? length : -1;
    }

    /// <summary>
    /// The version in a HelloVerifyRequest tells its format alone, and a cookie has up to 255 bytes in either (RFC 6347,
    /// section 4.2.1). BouncyCastle takes more than 32 under version 1.2 only, so it gets to see that; the message
    /// enters no hash.
    /// </summary>
    private static void UnifyHelloVerifyRequest(Span<byte> record)
    {
        const int Version = HeaderLength + HelloFragment.MessageHeaderLength;
        bool matches =
            record.Length >= Version + 2
            && record[0] == ContentType.handshake
            && record[HeaderLength] == HandshakeType.hello_verify_request
            && record[HeaderLength + 6] + record[HeaderLength + 7] + record[HeaderLength + 8] == 0;
        if (matches && record[Version] == DtlsMajorVersion && record[Version + 1] == 0xFF)
            record[Version + 1] = 0xFD;
    }

    private bool Keep(Span<byte> record)
    {
        bool isPlaintext = BinaryPrimitives.ReadUInt16BigEndian(record[3..]) == 0;
        if (!isPlaintext)
        {
            bool plausible = record[0] == ContentType.tls12_cid || record.Length - HeaderLength >= ShortestCiphertext;
            _holdsAlert &= !plausible;
            return plausible;
        }

        if (record[0] == ContentType.alert)
        {
            Hold(record);
            return false;
        }

        _holdsAlert = false;
        UnifyHelloVerifyRequest(record);
        return true;
    }

    private void Hold(ReadOnlySpan<byte> alert)
    {
        if (alert.Length != _heldAlert.Length || (_holdsAlert && Weight(alert) <= Weight(_heldAlert)))
        {
            return;
        }

        _heldSince = _holdsAlert ? _heldSince : Answers.Clock.GetTimestamp();
        alert.CopyTo(_heldAlert);
        _holdsAlert = true;
    }

    /// <summary>A fatal alert outweighs close_notify, and that outweighs other warnings.</summary>
    private static int Weight(ReadOnlySpan<byte> alert) =>
        alert[HeaderLength] == AlertLevel.fatal ? 2
        : alert[HeaderLength + 1] == AlertDescription.close_notify ? 1
        : 0;
}
