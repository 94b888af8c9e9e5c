using DtlsNotebooks.Dissection;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Tests.Dissection;

/// <summary>What a receiver throws away is known where the datagrams tell it.</summary>
public class ThrownAwayTests
{
    private static readonly RecordedHandshake Handshake = Handshakes.Get("EC, coalesced");

    private static IReadOnlyList<CapturedDatagram> Capture => Handshake.Capture;

    private static CapturedDatagram Data => Capture.First(datagram => datagram.Payload.Span[0] == 23);

    [Fact]
    public void Nothing_of_a_clean_conversation_is_thrown_away() =>
        Assert.All(Describe(Capture), description => Assert.Null(description.ThrownAway));

    [Fact]
    public void An_encrypted_record_that_comes_twice_is_a_replay() =>
        Assert.Equal("replay: its number came before", Describe([.. Capture, Data])[^1].ThrownAway);

    [Fact]
    public void A_record_whose_first_copy_was_lost_is_no_replay()
    {
        CapturedDatagram lost = Data with { Status = DeliveryStatus.Dropped, Delivered = null };

        Assert.Null(Describe([.. Capture.TakeWhile(one => one != Data), lost, Data])[^1].ThrownAway);
    }

    [Fact]
    public void A_clear_record_that_comes_twice_may_be_taken_twice() =>
        Assert.Null(Describe([Capture[0], Capture[0]])[1].ThrownAway);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_changed_record_has_a_wrong_tag_whoever_looks(bool withKeys)
    {
        byte[] changed = Data.Payload.ToArray();
        changed[^1] ^= 1;
        CapturedDatagram bad = Data with { DeliveredPayload = changed };
        IReadOnlyList<CapturedDatagram> all = [.. Capture.TakeWhile(one => one != Data), bad, Data];

        IReadOnlyList<DatagramDescription> told = new DtlsDescriber(withKeys ? Handshake.Secrets : null).Describe(all);

        Assert.Equal(["its tag is wrong", null], told.TakeLast(2).Select(one => one.ThrownAway));
    }

    [Fact]
    public void A_datagram_that_is_no_dtls_is_a_stray() =>
        Assert.Equal(
            "stray: it is no DTLS record",
            Describe([.. Capture, Data with { Payload = "hello"u8.ToArray(), DeliveredPayload = "hello"u8.ToArray() }])[
                ^1
            ].ThrownAway
        );

    [Fact]
    public void Records_are_told_apart_within_one_datagram()
    {
        DatagramDescription flight5 = Describe(Capture).First(description => description.Band == "flight 5");

        Assert.Equal(
            [("ClientKeyExchange", false), ("ChangeCipherSpec", false), ("Finished (encrypted)", true)],
            flight5.Parts.Select(part => (part.Label, part.Encrypted))
        );
    }

    private static IReadOnlyList<DatagramDescription> Describe(IReadOnlyList<CapturedDatagram> datagrams) =>
        new DtlsDescriber().Describe(datagrams);
}
