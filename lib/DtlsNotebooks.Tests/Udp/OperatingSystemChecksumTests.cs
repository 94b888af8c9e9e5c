using DtlsNotebooks.Pictures;
using DtlsNotebooks.Udp;

namespace DtlsNotebooks.Tests.Udp;

public sealed class OperatingSystemChecksumTests
{
    [Fact]
    public void The_checksum_that_the_operating_system_computed_verifies()
    {
        ChecksumObservation seen = OperatingSystemChecksum.Observe("hello");
        Assert.SkipUnless(seen.Seen, seen.WhyNot ?? "");
        Assert.Equal(ChecksumVerdict.Valid, seen.Verdict);
        Assert.Equal("hello"u8.ToArray(), seen.Datagram!.Payload.ToArray());
        Assert.Equal(
            seen.Datagram.Header.ComputeChecksum(seen.Source, seen.Destination, seen.Datagram.Payload.Span),
            seen.Datagram.Header.Checksum
        );
        Assert.False(seen.ByteMap().Fields[3].Faulty);
    }

    [Fact]
    public void An_ordinary_datagram_over_loopback_is_verified_or_left_to_the_network_card()
    {
        ChecksumObservation seen = OperatingSystemChecksum.ObserveOrdinary("hello");
        Assert.SkipUnless(seen.Seen, seen.WhyNot ?? "");
        Assert.True(seen.Verdict == ChecksumVerdict.Valid || seen.IsLeftToNetworkCard, seen.ToString());
    }

    [Fact]
    public void A_right_checksum_is_delivered_and_a_wrong_one_is_not()
    {
        DeliveryObservation right = OperatingSystemChecksum.TryDelivery();
        Assert.SkipUnless(right.Delivered is not null, right.WhyNot ?? "");
        Assert.True(right.Delivered);
        Assert.False(OperatingSystemChecksum.TryDelivery(change: checksum => (ushort)(checksum ^ 1)).Delivered);
        Assert.True(OperatingSystemChecksum.TryDelivery(change: _ => 0).Delivered);
    }

    [Fact]
    public void Every_observation_says_something()
    {
        Assert.NotEmpty(OperatingSystemChecksum.Observe().ToString());
        Assert.NotEmpty(OperatingSystemChecksum.TryDelivery().ToString());
        Assert.Throws<ArgumentException>(() => OperatingSystemChecksum.Observe("x"));
    }
}
