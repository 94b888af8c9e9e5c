using System.Buffers.Binary;

namespace DtlsNotebooks.Tests.Dissection;

/// <summary>Spoils datagrams in the ways in which they come spoiled, and in those an attacker would choose.</summary>
internal sealed class Mutator(Random random, IReadOnlyList<byte[]> seeds)
{
    private static readonly int[] Lengths =
    [
        0,
        1,
        2,
        3,
        11,
        12,
        13,
        32,
        0xFF,
        0x100,
        0x3FFF,
        0x4000,
        0x4800,
        0x7FFF,
        0x8000,
        0xFFFE,
        0xFFFF,
    ];

    public byte[] Next() =>
        random.Next(10) switch
        {
            0 => Noise(random.Next(200)),
            1 => [.. Pick()[..Math.Min(random.Next(3, 14), Pick().Length)], .. Noise(random.Next(120))],
            2 => Truncate(Pick()),
            3 => Splice(Pick(), Pick()),
            4 => [.. Pick(), .. Mutate(Pick(), 1)],
            5 or 6 => EditLengths(Pick()),
            _ => Mutate(Pick(), random.Next(1, 9)),
        };

    private byte[] Pick() => seeds[random.Next(seeds.Count)];

    private byte[] Noise(int length)
    {
        byte[] bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private byte[] Truncate(byte[] bytes) => bytes[..random.Next(bytes.Length)];

    private byte[] Splice(byte[] first, byte[] second) =>
        [.. first[..random.Next(first.Length)], .. second[random.Next(second.Length)..]];

    private byte[] Mutate(byte[] seed, int times)
    {
        byte[] bytes = seed.ToArray();
        for (int done = 0; done < times && bytes.Length > 0; done++)
            bytes[Place(bytes)] ^= (byte)(1 << random.Next(8));
        return bytes;
    }

    /// <summary>Writes an unlikely number over two bytes that may be a length.</summary>
    private byte[] EditLengths(byte[] seed)
    {
        byte[] bytes = seed.ToArray();
        for (int done = random.Next(1, 4); done > 0 && bytes.Length > 2; done--)
        {
            int at = Math.Min(Place(bytes), bytes.Length - 2);
            int value =
                random.Next(3) == 0 ? bytes.Length - at - 2 + random.Next(-2, 3) : Lengths[random.Next(Lengths.Length)];
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(at), (ushort)value);
        }

        return bytes;
    }

    /// <summary>Half of the hits go to the headers, where the lengths are.</summary>
    private int Place(byte[] bytes) => random.Next(random.Next(2) == 0 ? Math.Min(bytes.Length, 64) : bytes.Length);
}
