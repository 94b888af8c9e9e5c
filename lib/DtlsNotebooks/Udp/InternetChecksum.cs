using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace DtlsNotebooks.Udp;

/// <summary>
/// The Internet checksum (RFC 1071): the one's complement of the one's complement sum of the 16-bit words of some
/// bytes.
/// Words are in network byte order; an odd last byte is padded with a zero byte on its right.
/// </summary>
/// <remarks>
/// It detects accidental change. It is no protection against a person: anyone can compute it anew.
/// </remarks>
public static class InternetChecksum
{
    // A 32-bit lane that takes up one 16-bit word a step cannot overflow within this many steps.
    private const int StepsBeforeFolding = 65_536;

    /// <summary>The checksum, computed word by word as RFC 1071, section 1, tells it.</summary>
    /// <param name="bytes">The bytes, of any length.</param>
    /// <returns>The checksum in host byte order; write it to a packet as big-endian.</returns>
    public static ushort ComputeWordByWord(ReadOnlySpan<byte> bytes)
    {
        ushort sum = 0;
        for (int i = 0; i < bytes.Length; i += 2)
        {
            byte high = bytes[i];
            byte low = i + 1 < bytes.Length ? bytes[i + 1] : (byte)0;
            sum = AddOnesComplement(sum, (ushort)((high << 8) | low));
        }

        return (ushort)~sum;
    }

    /// <summary>The same checksum, many words at a time.</summary>
    /// <param name="bytes">The bytes, of any length.</param>
    /// <returns>Exactly what <see cref="ComputeWordByWord"/> gives.</returns>
    public static ushort Compute(ReadOnlySpan<byte> bytes) => (ushort)~Sum(bytes);

    /// <summary>
    /// Adds two 16-bit words in one's complement arithmetic: a carry out of the highest bit
    /// is added back at the lowest (the end-around carry of RFC 1071, section 1).
    /// </summary>
    /// <param name="left">One word.</param>
    /// <param name="right">The other word.</param>
    /// <returns>Their one's complement sum.</returns>
    public static ushort AddOnesComplement(ushort left, ushort right)
    {
        uint sum = (uint)left + right;
        return (ushort)((sum & 0xFFFF) + (sum >> 16));
    }

    /// <summary>The one's complement sum of the words: the checksum before its bits are turned over.</summary>
    /// <param name="bytes">The bytes, of any length.</param>
    /// <returns>
    /// The sum. Bytes that hold their own right checksum sum to FFFF (RFC 1071, section 1).
    /// It is 0 only where every byte is 0.
    /// </returns>
    public static ushort Sum(ReadOnlySpan<byte> bytes)
    {
        // The sum does not mind in which byte order words are added, as long as the result
        // is turned round once (RFC 1071, section 2 (B)); so words are read as the machine has them.
        ulong sum = 0;
        ReadOnlySpan<byte> rest = bytes;
        while (Vector.IsHardwareAccelerated && rest.Length >= Vector<byte>.Count)
            sum += SumVectors(ref rest);

        foreach (ushort word in MemoryMarshal.Cast<byte, ushort>(rest))
            sum += word;
        if ((rest.Length & 1) == 1)
            sum += BitConverter.IsLittleEndian ? rest[^1] : (uint)rest[^1] << 8;

        ushort folded = Fold(sum);
        return BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(folded) : folded;
    }

    /// <summary>
    /// The checksum after one word of the bytes has changed, without reading the others
    /// (RFC 1624, equation 3: <c>HC' = ~(~HC + ~m + m')</c>).
    /// </summary>
    /// <param name="checksum">The checksum of the bytes before the change (HC).</param>
    /// <param name="oldWord">The word before the change (m).</param>
    /// <param name="newWord">The word after the change (m').</param>
    /// <returns>The checksum of the bytes after the change.</returns>
    /// <remarks>
    /// One's complement has two zeros, 0000 and FFFF ("minus zero"). The older equation of RFC 1141,
    /// <c>HC' = HC + m + ~m'</c>, can give FFFF where the right checksum is 0000, because it adds on the wrong side of
    /// the complement. Equation 3 adds on the right side and agrees with a fresh computation, with one exception that
    /// RFC 1624 names: where the changed bytes are all 0, whose checksum is FFFF. No UDP or IP header is all 0.
    /// </remarks>
    public static ushort Update(ushort checksum, ushort oldWord, ushort newWord)
    {
        ushort sum = AddOnesComplement((ushort)~checksum, (ushort)~oldWord);
        return (ushort)~AddOnesComplement(sum, newWord);
    }

    private static ulong SumVectors(ref ReadOnlySpan<byte> rest)
    {
        ReadOnlySpan<Vector<uint>> vectors = MemoryMarshal.Cast<byte, Vector<uint>>(rest);
        if (vectors.Length > StepsBeforeFolding)
            vectors = vectors[..StepsBeforeFolding];
        rest = rest[(vectors.Length * Vector<byte>.Count)..];

        Vector<uint> lowMask = new(0xFFFF);
        Vector<uint> lowWords = Vector<uint>.Zero;
        Vector<uint> highWords = Vector<uint>.Zero;
        foreach (Vector<uint> vector in vectors)
        {
            lowWords += vector & lowMask;
            highWords += vector >>> 16;
        }

        ulong sum = 0;
        for (int lane = 0; lane < Vector<uint>.Count; lane++)
            sum += (ulong)lowWords[lane] + highWords[lane];
        return sum;
    }

    private static ushort Fold(ulong sum)
    {
        while (sum >> 16 != 0)
            sum = (sum & 0xFFFF) + (sum >> 16);
        return (ushort)sum;
    }
}
