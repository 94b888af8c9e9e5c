using System.Net;
using CsCheck;
using DtlsNotebooks.Pcap;
using DtlsNotebooks.Udp;

namespace DtlsNotebooks.Tests.Pcap;

public sealed class IPPacketTests
{
    [Theory]
    [InlineData("192.168.0.1", "192.168.0.199", 28)]
    [InlineData("2001:db8::1", "2001:db8::2", 48)]
    public void Packets_make_a_round_trip(string from, string to, int headers)
    {
        IPEndPoint source = new(IPAddress.Parse(from), 40000);
        IPEndPoint destination = new(IPAddress.Parse(to), 11111);
        Gen.Byte.Array[0, 200]
            .Sample(payload =>
            {
                byte[] bytes = IPPacket.For(source, destination, payload).ToArray();
                IPPacket packet = IPPacket.Parse(bytes).Value;
                return bytes.Length == headers + payload.Length
                    && packet.Source.Equals(source.Address)
                    && packet.Destination.Equals(destination.Address)
                    && packet.Datagram.CheckChecksum(packet.Source, packet.Destination) == ChecksumVerdict.Valid
                    && packet.Datagram.Payload.Span.SequenceEqual(payload);
            });
    }

    [Fact]
    public void The_largest_datagram_fits()
    {
        IPEndPoint end = new(IPAddress.Loopback, 1);
        Assert.Equal(65_535, IPPacket.For(end, end, new byte[65_507]).ToArray().Length);
        Assert.Equal(
            65_507,
            IPPacket.Parse(IPPacket.For(end, end, new byte[65_507]).ToArray()).Value.Datagram.Payload.Length
        );
    }

    [Fact]
    public void Parse_never_throws_and_points_into_the_bytes()
    {
        byte[] sample = IPPacket
            .For(new(IPAddress.Loopback, 1), new(IPAddress.Loopback, 2), "hello"u8.ToArray())
            .ToArray();
        Gen.Select(Gen.Int[0, sample.Length - 1], Gen.Byte, Gen.Int[0, sample.Length])
            .Sample(
                (place, value, length) =>
                {
                    byte[] changed = [.. sample];
                    changed[place] = value;
                    ParseResult<IPPacket> result = IPPacket.Parse(changed.AsSpan(0, length));
                    return result.Success || (result.Error!.Offset >= 0 && result.Error.Offset <= length);
                }
            );
        Gen.Byte.Array[0, 80].Sample(bytes => IPPacket.Parse(bytes).ToString().Length > 0);
    }

    [Fact]
    public void What_is_no_whole_datagram_is_told()
    {
        byte[] sample = IPPacket
            .For(new(IPAddress.IPv6Loopback, 1), new(IPAddress.IPv6Loopback, 2), "hello"u8.ToArray())
            .ToArray();
        sample[6] = 6;
        Assert.Contains("protocol 6", IPPacket.Parse(sample).Error!.Reason, StringComparison.Ordinal);
        Assert.Contains("version", IPPacket.Parse([0x50]).Error!.Reason, StringComparison.Ordinal);
    }
}
