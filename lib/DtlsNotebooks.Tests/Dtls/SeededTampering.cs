using System.Buffers.Binary;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>
/// What a seed makes of the records of one side: some are lost, doubled, held back, damaged, moved to the other epoch,
/// or preceded by forged ones, old ones and alerts.
/// </summary>
/// <param name="random">The seed's.</param>
/// <param name="earlier">Records of another handshake, to be sent again in this one.</param>
internal sealed class SeededTampering(Random random, IEnumerable<byte[]> earlier)
{
    private readonly List<byte[]> _held = [];
    private readonly List<byte[]> _seen = [.. earlier];
    private int _deeds = random.Next(1, 5);

    /// <summary>Nothing is changed any more.</summary>
    internal void Stop() => _deeds = 0;

    /// <summary>Changes a datagram on its way.</summary>
    /// <returns>The records to hand over, each a datagram.</returns>
    internal byte[][] Apply(byte[] datagram) => [.. Tampering.Records(datagram).ToArray().SelectMany(Change)];

    private byte[][] Change(byte[] record)
    {
        _seen.Add(record);
        if (_deeds == 0 || random.Next(3) > 0)
        {
            byte[][] late = [record, .. _held];
            _held.Clear();
            return late;
        }

        _deeds--;
        switch (random.Next(9))
        {
            case 0:
                return [];
            case 1:
                return [record, Numbered(record)];
            case 2:
                _held.Add(record);
                return [];
            case 3:
                return [Damaged(record), Numbered(record)];
            case 4:
                return [Damaged(record)];
            case 5:
                return [Forged(record), record];
            case 6:
                return [Numbered(_seen[random.Next(_seen.Count)]), record];
            case 7:
                return [Moved(record), record];
            default:
                return [Alert(), record];
        }
    }

    /// <summary>The same under another record number, so that the replay window has no say.</summary>
    private byte[] Numbered(byte[] record)
    {
        byte[] copy = [.. record];
        BinaryPrimitives.WriteUInt32BigEndian(copy.AsSpan(7), (uint)random.Next(1000, 1_000_000));
        return copy;
    }

    private byte[] Damaged(byte[] record)
    {
        byte[] copy = Numbered(record);
        for (int i = random.Next(1, 4); i > 0 && copy.Length > 13; i--)
            copy[random.Next(13, copy.Length)] = (byte)random.Next(256);

        return copy;
    }

    /// <summary>A handshake message of any type with a number that may be the next, and whatever in it.</summary>
    private byte[] Forged(byte[] record)
    {
        byte[] forged = new byte[13 + 12 + random.Next(80)];
        random.NextBytes(forged);
        record.AsSpan(0, 7).CopyTo(forged);
        (forged[0], forged[3], forged[4]) = (
            (byte)(random.Next(4) == 0 ? random.Next(20, 25) : 22),
            0,
            (byte)random.Next(2)
        );
        BinaryPrimitives.WriteUInt16BigEndian(forged.AsSpan(11), (ushort)(forged.Length - 13));
        forged[13] = (byte)new[] { 0, 1, 2, 3, 4, 11, 12, 13, 14, 15, 16, 20, 22, 23 }[random.Next(14)];
        int body = forged.Length - 25;
        (forged[14], forged[15], forged[16]) = (0, 0, (byte)body);
        (forged[17], forged[18]) = (0, (byte)random.Next(7));
        (forged[19], forged[20], forged[21]) = (0, 0, 0);
        (forged[22], forged[23], forged[24]) = (0, 0, (byte)body);
        return forged;
    }

    private static byte[] Moved(byte[] record)
    {
        byte[] copy = [.. record];
        copy[4] ^= 1;
        return copy;
    }

    private byte[] Alert() =>
        [
            (byte)ContentType.alert,
            0xFE,
            0xFD,
            0,
            0,
            0,
            0,
            0,
            9,
            0,
            (byte)random.Next(256),
            0,
            2,
            (byte)random.Next(1, 3),
            (byte)random.Next(120),
        ];
}
