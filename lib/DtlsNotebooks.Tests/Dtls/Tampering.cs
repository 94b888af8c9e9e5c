using System.Buffers.Binary;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>
/// What somebody on the path, or a broken peer, does to one message of a handshake, and does again whenever it is
/// repeated. Each message of a handshake here fits one record.
/// </summary>
/// <param name="Position">Which message: handshake messages in the clear count from 0, as their numbers say.</param>
/// <param name="Deed">What is done.</param>
/// <param name="Type">The type that it gets; only where it is replaced.</param>
internal sealed record Tampering(int Position, Deed Deed, short Type = 0)
{
    /// <summary>The ChangeCipherSpec.</summary>
    internal const int Change = 100;

    /// <summary>The Finished message.</summary>
    internal const int Finished = 101;

    private const int Header = 13;
    private const int MessageHeader = 12;

    /// <summary>A ServerHello that is typed as a HelloVerifyRequest reads as one, with a cookie that fits.</summary>
    internal bool ReadsAsCookie { get; init; }

    private readonly List<byte[]> _held = [];
    private long _fresh = 0x10000;

    /// <summary>Changes a datagram on its way.</summary>
    /// <returns>The records to hand over, each a datagram.</returns>
    internal IEnumerable<byte[]> Apply(byte[] datagram)
    {
        foreach (byte[] record in Records(datagram))
        {
            foreach (byte[] changed in ApplyTo(record))
                yield return changed;
        }
    }

    internal static IEnumerable<byte[]> Records(byte[] datagram)
    {
        for (int at = 0; at + Header <= datagram.Length; )
        {
            int length = Header + BinaryPrimitives.ReadUInt16BigEndian(datagram.AsSpan(at + 11));
            yield return datagram[at..(at + length)];
            at += length;
        }
    }

    internal static int PositionOf(byte[] record) =>
        (short)record[0] == ContentType.change_cipher_spec ? Change
        : (short)record[0] != ContentType.handshake ? -1
        : record[4] == 1 ? Finished
        : BinaryPrimitives.ReadUInt16BigEndian(record.AsSpan(Header + 4));

    private IEnumerable<byte[]> ApplyTo(byte[] record)
    {
        int position = PositionOf(record);
        bool isClear = position is >= 0 and < Change;
        if (position == Position)
            return Changed(record, isClear);

        int later = isClear && position > Position ? 1 : 0;
        return (Deed, later) switch
        {
            (Deed.LeaveOut, 1) => [Renumbered(record, position - 1)],
            (Deed.SayTwice, 1) => [Renumbered(record, position + 1)],
            (Deed.Swap, _) when _held.Count > 0 => Swapped(record, position, isClear),
            _ => [record],
        };
    }

    private IEnumerable<byte[]> Changed(byte[] record, bool isClear)
    {
        switch (Deed)
        {
            case Deed.LeaveOut:
            case Deed.Lose:
                return [];
            case Deed.Repeat:
                return [record, Fresh(record), record];
            case Deed.SayTwice:
                return isClear ? [record, Fresh(Renumbered(record, Position + 1))] : [record, Fresh(record)];
            case Deed.Swap:
                _held.Clear();
                _held.Add(record);
                return [];
            case Deed.WrongEpoch:
                byte[] moved = [.. record];
                moved[4] ^= 1;
                return [moved];
            case Deed.Replace:
                byte[] other = [.. record];
                other[isClear || record[4] == 1 ? Header : 0] = (byte)Type;
                if (Type == HandshakeType.hello_verify_request && record[Header] == HandshakeType.server_hello)
                    SetCookieLength(other);

                return [other];
            case Deed.Flip:
                byte[] flipped = [.. record];
                flipped[^1] ^= 1;
                return [flipped];
            case Deed.FlipFirst:
                byte[] first = [.. record];
                first[Math.Min(first.Length - 1, isClear ? Header + MessageHeader : Header)] ^= 0x40;
                return [first];
            case Deed.Cut:
                return [Resized(record, isClear, -1)];
            case Deed.Halve:
                return [Resized(record, isClear, -(record.Length - Header - (isClear ? MessageHeader : 0)) / 2)];
            case Deed.Lengthen:
                return [Resized(record, isClear, 1)];
            default:
                return [record];
        }
    }

    /// <summary>
    /// Behind the version of a ServerHello comes its random. Once in 256 times the first byte of that is the length of
    /// what follows, and then the message is a whole HelloVerifyRequest. So it is said which it shall be.
    /// </summary>
    private void SetCookieLength(byte[] record)
    {
        const int Length = Header + MessageHeader + 2;
        int rest = record.Length - Length - 1;
        record[Length] = (byte)(ReadsAsCookie ? rest : rest ^ 1);
    }

    private byte[][] Swapped(byte[] record, int position, bool isClear)
    {
        byte[] held = _held[0];
        _held.Clear();
        return isClear && Position < Change
            ? [Renumbered(record, Position), Renumbered(held, position)]
            : [record, held];
    }

    private byte[] Fresh(byte[] record)
    {
        byte[] copy = [.. record];
        BinaryPrimitives.WriteUInt32BigEndian(copy.AsSpan(7), (uint)_fresh++);
        return copy;
    }

    private static byte[] Renumbered(byte[] record, int number)
    {
        byte[] copy = [.. record];
        BinaryPrimitives.WriteUInt16BigEndian(copy.AsSpan(Header + 4), (ushort)number);
        return copy;
    }

    private static byte[] Resized(byte[] record, bool isClear, int by)
    {
        byte[] copy = new byte[Math.Max(Header, record.Length + by)];
        record.AsSpan(0, Math.Min(copy.Length, record.Length)).CopyTo(copy);
        BinaryPrimitives.WriteUInt16BigEndian(copy.AsSpan(11), (ushort)(copy.Length - Header));
        if (isClear && copy.Length >= Header + MessageHeader)
        {
            int body = copy.Length - Header - MessageHeader;
            foreach (int at in new[] { 1, 9 })
            {
                copy[Header + at] = 0;
                BinaryPrimitives.WriteUInt16BigEndian(copy.AsSpan(Header + at + 1), (ushort)body);
            }
        }

        return copy;
    }
}
