using System.Buffers.Binary;
using CsCheck;
using DtlsNotebooks.Udp;

namespace DtlsNotebooks.Tests.Udp;

public sealed class InternetChecksumTests
{
    // RFC 1071, section 3.
    private static readonly byte[] Rfc1071Example = [0x00, 0x01, 0xF2, 0x03, 0xF4, 0xF5, 0xF6, 0xF7];

    [Fact]
    public void The_example_of_RFC_1071_sums_to_DDF2()
    {
        Assert.Equal(0xDDF2, InternetChecksum.Sum(Rfc1071Example));
        Assert.Equal(0x220D, InternetChecksum.Compute(Rfc1071Example));
        Assert.Equal(0x220D, InternetChecksum.ComputeWordByWord(Rfc1071Example));
    }

    [Theory]
    [InlineData("9E62514D", 0x1050)] // The C tutorial's Figure 1.1, no carry.
    [InlineData("E34F2396", 0xF919)] // With an end-around carry: 1 06E5 becomes 06E6.
    [InlineData("", 0xFFFF)]
    [InlineData("00", 0xFFFF)]
    [InlineData("FF", 0x00FF)]
    [InlineData("FFFF", 0x0000)]
    [InlineData("FFFFFFFF", 0x0000)]
    [InlineData("4500003044224000800600008C7C19ACAE241E2B", 0x442E)] // A published IPv4 header, checksum field 0.
    [InlineData("45000073000040004011" + "0000" + "C0A80001C0A800C7", 0xB861)]
    public void Known_checksums_come_out(string hex, int checksum)
    {
        byte[] bytes = Convert.FromHexString(hex);
        Assert.Equal(checksum, InternetChecksum.ComputeWordByWord(bytes));
        Assert.Equal(checksum, InternetChecksum.Compute(bytes));
    }

    [Fact]
    public void Both_forms_agree_on_random_bytes_of_every_length_to_4096()
    {
        byte[] bytes = RandomBytes(4096 + 3, seed: 1);
        for (int length = 0; length <= 4096; length++)
        {
            // A moving start makes unaligned reads part of the test.
            ReadOnlySpan<byte> some = bytes.AsSpan(length % 4, length);
            Assert.Equal(InternetChecksum.ComputeWordByWord(some), InternetChecksum.Compute(some));
        }
    }

    [Theory]
    [InlineData(65_507)]
    [InlineData(65_535)]
    [InlineData(1_000_003)]
    [InlineData(8_388_611)]
    public void Both_forms_agree_on_large_inputs(int length)
    {
        byte[] bytes = RandomBytes(length, seed: length);
        Assert.Equal(InternetChecksum.ComputeWordByWord(bytes), InternetChecksum.Compute(bytes));
    }

    [Theory]
    [InlineData(4096)]
    [InlineData(65_535)]
    [InlineData(8_388_609)] // More than 65,536 vectors of all ones: the lanes must not overflow.
    public void Both_forms_agree_where_every_bit_is_one(int length)
    {
        byte[] bytes = new byte[length];
        Array.Fill(bytes, (byte)0xFF);
        Assert.Equal(InternetChecksum.ComputeWordByWord(bytes), InternetChecksum.Compute(bytes));
    }

    [Fact]
    public void Both_forms_agree_on_whatever_bytes() =>
        Gen
            .Byte.Array[0, 300]
            .Sample(bytes => InternetChecksum.Compute(bytes) == InternetChecksum.ComputeWordByWord(bytes));

    [Fact]
    public void Bytes_with_their_own_checksum_sum_to_all_ones() =>
        Gen
            .Byte.Array[1, 200]
            .Where(bytes => bytes.Length % 2 == 0 && bytes.Any(b => b != 0))
            .Sample(bytes =>
            {
                byte[] checksum = new byte[2];
                BinaryPrimitives.WriteUInt16BigEndian(checksum, InternetChecksum.Compute(bytes));
                return InternetChecksum.Sum([.. bytes, .. checksum]) == 0xFFFF;
            });

    [Fact]
    public void Adding_carries_around()
    {
        Assert.Equal(0xEFAF, InternetChecksum.AddOnesComplement(0x9E62, 0x514D));
        Assert.Equal(0x06E6, InternetChecksum.AddOnesComplement(0xE34F, 0x2396));
        Assert.Equal(0xFFFF, InternetChecksum.AddOnesComplement(0xFFFF, 0xFFFF));
        Assert.Equal(0x0001, InternetChecksum.AddOnesComplement(0xFFFF, 0x0001));
    }

    [Fact]
    public void The_example_of_RFC_1624_updates_to_zero_and_not_to_minus_zero() =>
        Assert.Equal(0x0000, InternetChecksum.Update(0xDD2F, 0x5555, 0x3285)); // RFC 1624, section 4.

    [Fact]
    public void An_update_agrees_with_a_fresh_computation() =>
        Gen.Select(Gen.Byte.Array[2, 200].Where(b => b.Length % 2 == 0), Gen.Int[0, 99], Gen.UShort)
            .Sample(
                (bytes, place, word) =>
                {
                    int at = place * 2 % bytes.Length;
                    ushort before = InternetChecksum.Compute(bytes);
                    ushort old = BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at));
                    byte[] changed = [.. bytes];
                    BinaryPrimitives.WriteUInt16BigEndian(changed.AsSpan(at), word);
                    // All zeros is the one case that RFC 1624 leaves out.
                    return changed.All(b => b == 0)
                        || InternetChecksum.Update(before, old, word) == InternetChecksum.Compute(changed);
                }
            );

    [Fact]
    public void Parts_of_any_length_sum_to_the_whole() =>
        Gen
            .Byte.Array[0, 70]
            .Array[0, 6]
            .Sample(parts =>
            {
                PartialSum sum = parts.Aggregate(new PartialSum(), (soFar, part) => soFar.Add(part));
                byte[] whole = [.. parts.SelectMany(part => part)];
                return sum.Checksum == InternetChecksum.ComputeWordByWord(whole)
                    && sum.IsOdd == (whole.Length % 2 == 1);
            });

    private static byte[] RandomBytes(int length, int seed)
    {
        byte[] bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
