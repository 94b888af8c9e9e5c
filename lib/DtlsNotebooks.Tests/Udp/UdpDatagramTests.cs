using System.Net;
using CsCheck;
using DtlsNotebooks.Dissection;
using DtlsNotebooks.Pictures;
using DtlsNotebooks.Pictures.ByteMaps;
using DtlsNotebooks.Udp;

namespace DtlsNotebooks.Tests.Udp;

public sealed class UdpDatagramTests
{
    private static readonly IPEndPoint Client4 = new(IPAddress.Loopback, 37564);
    private static readonly IPEndPoint Server4 = new(IPAddress.Loopback, 42978);
    private static readonly IPEndPoint Client6 = new(IPAddress.IPv6Loopback, 40000);
    private static readonly IPEndPoint Server6 = new(IPAddress.IPv6Loopback, 11111);

    [Fact]
    public void A_datagram_that_Linux_sent_has_the_same_checksum_here()
    {
        // Taken from a raw socket: "hello", checksum computed by the kernel in software.
        var header = UdpHeader.For(Client4, Server4, "hello"u8);
        Assert.Equal("92BCA7E2000D8360", Convert.ToHexString(header.ToArray()));
    }

    [Fact]
    public void Header_bytes_make_a_round_trip() =>
        Gen.Select(Gen.UShort, Gen.UShort, Gen.UShort[8, ushort.MaxValue], Gen.UShort)
            .Sample(
                (source, destination, length, checksum) =>
                {
                    UdpHeader header = new(source, destination, length, checksum);
                    return UdpHeader.Parse(header.ToArray()).Value == header;
                }
            );

    [Fact]
    public void Datagrams_make_a_round_trip_over_both_families() =>
        Gen.Select(Gen.Byte.Array[0, 300], Gen.Bool)
            .Sample(
                (payload, isIPv6) =>
                {
                    (IPEndPoint from, IPEndPoint to) = isIPv6 ? (Client6, Server6) : (Client4, Server4);
                    var sent = UdpDatagram.For(from, to, payload);
                    UdpDatagram seen = UdpDatagram.Parse(sent.ToArray()).Value;
                    return seen.Header == sent.Header
                        && seen.Payload.Span.SequenceEqual(payload)
                        && seen.CheckChecksum(from.Address, to.Address) == ChecksumVerdict.Valid;
                }
            );

    [Fact]
    public void One_turned_bit_is_always_found()
    {
        byte[] sent = UdpDatagram.For(Client4, Server4, "hello, world"u8.ToArray()).ToArray();
        for (int bit = 0; bit < sent.Length * 8; bit++)
        {
            if (bit / 8 is 4 or 5)
                continue; // A length that does not fit is told before the checksum is looked at.
            byte[] changed = [.. sent];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Equal(
                ChecksumVerdict.Wrong,
                UdpDatagram.Parse(changed).Value.CheckChecksum(Client4.Address, Server4.Address)
            );
        }
    }

    [Fact]
    public void Parse_never_throws_and_points_into_the_bytes() =>
        Gen
            .Byte.Array[0, 40]
            .Sample(bytes =>
            {
                ParseResult<UdpDatagram> result = UdpDatagram.Parse(bytes);
                return result.Success
                    || (
                        result.Error!.Offset >= 0
                        && result.Error.Offset <= bytes.Length
                        && result.Error.Reason.Length > 10
                    );
            });

    [Fact]
    public void Too_few_bytes_and_wrong_lengths_are_told_with_their_place()
    {
        Assert.Equal(5, UdpHeader.Parse(new byte[5]).Error!.Offset);
        Assert.Equal(4, UdpHeader.Parse([0, 1, 0, 2, 0, 7, 0, 0]).Error!.Offset);
        Assert.Equal(4, UdpDatagram.Parse([0, 1, 0, 2, 0, 9, 0, 0]).Error!.Offset);
        Assert.Throws<InvalidOperationException>(() => UdpHeader.Parse([]).Value);
    }

    [Fact]
    public void What_follows_the_datagram_is_left_out() =>
        Assert.Equal(1, UdpDatagram.Parse([0, 1, 0, 2, 0, 9, 0, 0, 65, 66, 67]).Value.Payload.Length);

    [Fact]
    public void Zero_says_not_computed_over_IPv4_and_is_an_error_over_IPv6()
    {
        var datagram = UdpDatagram.For(Client4, Server4, "hi"u8.ToArray());
        UdpDatagram without = datagram with { Header = datagram.Header with { Checksum = 0 } };
        Assert.Equal(ChecksumVerdict.NotComputed, without.CheckChecksum(Client4.Address, Server4.Address));
        Assert.True(without.HasValidChecksum(Client4, Server4));
        Assert.Equal(ChecksumVerdict.Missing, without.CheckChecksum(Client6.Address, Server6.Address));
        Assert.False(without.HasValidChecksum(Client6, Server6));
    }

    [Fact]
    public void A_checksum_that_computes_to_zero_is_sent_as_all_ones()
    {
        // The word that brings the sum to FFFF: the checksum of the datagram with 0000 in its place.
        ushort missing = UdpHeader.For(Client4, Server4, [0, 0]).Checksum;
        byte[] payload = [(byte)(missing >> 8), (byte)missing];
        var datagram = UdpDatagram.For(Client4, Server4, payload);
        Assert.Equal(0xFFFF, datagram.Header.Checksum);
        Assert.Equal(ChecksumVerdict.Valid, datagram.CheckChecksum(Client4.Address, Server4.Address));
    }

    [Fact]
    public void The_pseudo_headers_are_those_of_the_RFCs()
    {
        Assert.Equal(
            "C0A80001C0A800C70011000D",
            Convert.ToHexString(
                new PseudoHeader(IPAddress.Parse("192.168.0.1"), IPAddress.Parse("192.168.0.199"), 13).ToArray()
            )
        );
        Assert.Equal(
            "00000000000000000000000000000001" + "20010DB8000000000000000000000002" + "0000000D" + "00000011",
            Convert.ToHexString(new PseudoHeader(IPAddress.IPv6Loopback, IPAddress.Parse("2001:db8::2"), 13).ToArray())
        );
    }

    [Fact]
    public void A_mapped_address_counts_as_IPv4() =>
        Assert.Equal(
            UdpHeader.For(Client4, Server4, "x"u8),
            UdpHeader.For(new(Client4.Address.MapToIPv6(), Client4.Port), Server4, "x"u8)
        );

    [Fact]
    public void Limits_are_kept_with_a_clear_word()
    {
        Assert.Equal(65_507, UdpHeader.MaximumIPv4Payload);
        Assert.Equal(65_515, UdpHeader.For(Client4, Server4, new byte[65_507]).Length);
        Assert.Contains(
            "65507",
            Assert.Throws<ArgumentException>(() => UdpHeader.For(Client4, Server4, new byte[65_508])).Message,
            StringComparison.Ordinal
        );
        Assert.Equal(65_535, UdpHeader.For(Client6, Server6, new byte[65_527]).Length);
        Assert.Throws<ArgumentException>(() => UdpHeader.For(Client6, Server6, new byte[65_528]));
        Assert.Contains(
            "families",
            Assert.Throws<ArgumentException>(() => UdpHeader.For(Client4, Server6, [])).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_byte_map_covers_every_byte_once_and_says_that_the_checksum_verifies()
    {
        ByteMap map = UdpDatagram.For(Client4, Server4, "hello"u8.ToArray()).ByteMap(Client4.Address, Server4.Address);
        Assert.Equal(
            ["Source Port", "Destination Port", "Length", "Checksum", "Data"],
            map.Fields.Select(field => field.Name)
        );
        Assert.Equal(map.Bytes.Length, map.Fields.Sum(field => field.Length));
        Assert.Equal([0, 2, 4, 6, 8], map.Fields.Select(field => field.Offset));
        Assert.Equal("37564 (0x92BC)", map.Fields[0].Value);
        Assert.Equal("“hello”", map.Fields[4].Value);
        Assert.StartsWith("It verifies", map.Fields[3].Meaning, StringComparison.Ordinal);
        Assert.DoesNotContain(map.Fields, field => field.Faulty);
        Assert.All(map.Fields, field => Assert.Contains("RFC", field.Source, StringComparison.Ordinal));
    }

    [Fact]
    public void The_byte_map_marks_a_wrong_checksum_and_names_the_right_one()
    {
        var datagram = UdpDatagram.For(Client4, Server4, "hello"u8.ToArray());
        UdpDatagram tampered = datagram with { Payload = "hallo"u8.ToArray() };
        ByteField checksum = tampered.ByteMap(Client4.Address, Server4.Address).Fields[3];
        Assert.True(checksum.Faulty);
        Assert.Contains(
            UdpHeader.For(Client4, Server4, "hallo"u8).Checksum.ToString("X4", null),
            checksum.Meaning,
            StringComparison.Ordinal
        );
    }
}
