using System.Buffers.Binary;

namespace DtlsNotebooks.Udp;

/// <summary>
/// The one's complement sum of the first parts of some bytes, to which the next part can be added:
/// pseudo-header, then header, then payload, without copying them together.
/// </summary>
/// <remarks>
/// A part of odd length puts the next part on an odd place, where high and low byte change roles.
/// Turning the two bytes of that part's own sum round is then all it takes (RFC 1071, section 2 (B)).
/// </remarks>
public readonly record struct PartialSum
{
    /// <summary>The one's complement sum so far; an odd last byte counts as if a zero byte followed.</summary>
    public ushort Sum { get; private init; }

    /// <summary>True where an odd number of bytes has been added so far.</summary>
    public bool IsOdd { get; private init; }

    /// <summary>The Internet checksum of all parts so far (RFC 1071).</summary>
    public ushort Checksum => (ushort)~Sum;

    /// <summary>The sum of the parts so far and of the part that follows them.</summary>
    /// <param name="part">The next bytes, of any length.</param>
    /// <returns>The new sum; this one stays as it is.</returns>
    public PartialSum Add(ReadOnlySpan<byte> part)
    {
        ushort sum = InternetChecksum.Sum(part);
        return new()
        {
            Sum = InternetChecksum.AddOnesComplement(Sum, IsOdd ? BinaryPrimitives.ReverseEndianness(sum) : sum),
            IsOdd = IsOdd ^ ((part.Length & 1) == 1),
        };
    }
}
