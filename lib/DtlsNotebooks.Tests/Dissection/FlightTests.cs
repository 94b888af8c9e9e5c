using System.Net;
using DtlsNotebooks.Dissection;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Tests.Dissection;

/// <summary>Flights, retransmissions and labels, as a ladder shows them (RFC 6347, section 4.2.4).</summary>
public sealed class FlightTests
{
    [Fact]
    public void A_coalesced_handshake_reads_like_figure_1()
    {
        IReadOnlyList<DatagramDescription> described = Describe("EC, coalesced");
        Assert.Equal(
            [
                ("ClientHello", "flight 1", MessageKind.Handshake),
                ("HelloVerifyRequest · cookie", "flight 2", MessageKind.Handshake),
                ("ClientHello + cookie", "flight 3", MessageKind.Handshake),
                ("ServerHello · Certificate · ServerKeyExchange · ServerHelloDone", "flight 4", MessageKind.Handshake),
                ("ClientKeyExchange · ChangeCipherSpec · Finished (encrypted)", "flight 5", MessageKind.Handshake),
                ("ChangeCipherSpec · Finished (encrypted)", "flight 6", MessageKind.ChangeCipherSpec),
                ("application data · encrypted", null, MessageKind.ApplicationData),
                ("application data · encrypted", null, MessageKind.ApplicationData),
                ("alert · encrypted", null, MessageKind.ClosedAlert),
                ("alert · encrypted", null, MessageKind.ClosedAlert),
            ],
            described.Select(row => (row.Label, row.Band, row.Kind))
        );
        Assert.All(described, row => Assert.False(row.Retransmission));
        Assert.All(described.Where(row => row.Band is not null), row => Assert.Null(row.SilenceReason));
        Assert.All(
            described.Where(row => row.Band is null),
            row => Assert.EndsWith(" waits for its program or its user", row.SilenceReason, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void With_keys_what_was_encrypted_is_told()
    {
        IReadOnlyList<DatagramDescription> described = Describe("EC, coalesced", withKeys: true);
        Assert.Equal(
            [
                "ClientKeyExchange · ChangeCipherSpec · Finished",
                "ChangeCipherSpec · Finished",
                "“hello, dtls”",
                "“I hear you”",
                "close_notify",
                "close_notify",
            ],
            described.Skip(4).Select(row => row.Label)
        );
    }

    [Fact]
    public void A_message_in_parts_tells_which_part_of_how_many()
    {
        var labels = Describe("EC, small datagrams, coalesced").Select(row => row.Label).ToList();
        Assert.Contains("Certificate (fragment 1/3)", labels);
        Assert.Contains("Certificate (fragment 2/3)", labels);
        Assert.Contains(labels, label => label.StartsWith("Certificate (fragment 3/3)", StringComparison.Ordinal));
    }

    [Fact]
    public void The_bytes_of_a_part_are_named_once_the_whole_message_is_known()
    {
        DissectedDatagram part = Handshakes
            .Get("EC, small datagrams")
            .Dissect()
            .First(datagram => datagram.Label == "Certificate (fragment 1/3)");
        Assert.Contains(
            Leaves(part.Fields),
            field => field.Name == "issuer" && field.Value.Contains("Test authority", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData(
        "resumed",
        new[] { "flight 4", "flight 4", "flight 4", "flight 5", "flight 5" },
        new[] { "flight 1", "flight 2", "flight 3" }
    )]
    [InlineData("resumed, no cookie, coalesced", new[] { "flight 2", "flight 3" }, new[] { "flight 1" })]
    public void An_abbreviated_handshake_has_the_flights_of_figure_2(string name, string[] after, string[] before)
    {
        IReadOnlyList<DatagramDescription> described = Describe(name);
        int second = described.Select(row => row.Band).Skip(1).ToList().LastIndexOf("flight 1") + 1;
        Assert.Equal(
            [.. before, .. after],
            described.Skip(second).Select(row => row.Band).Take(before.Length + after.Length)
        );
    }

    [Fact]
    public void A_lost_ClientHello_is_sent_again_when_the_timer_runs_out()
    {
        IReadOnlyList<CapturedDatagram> sent = Handshakes.Get("EC, coalesced").Capture;
        IReadOnlyList<DatagramDescription> described = new DtlsDescriber().Describe([
            Lost(sent[0]),
            Again(sent[0]),
            .. sent.Skip(1),
        ]);
        Assert.Equal(("ClientHello", "flight 1", false, null), Row(described[0]));
        Assert.Equal(
            ("ClientHello", "flight 1", true, "the client's retransmission timer runs out"),
            Row(described[1])
        );
        Assert.All(described.Skip(2), row => Assert.False(row.Retransmission));
    }

    [Fact]
    public void A_lost_Certificate_makes_its_whole_flight_come_again()
    {
        IReadOnlyList<CapturedDatagram> sent = Handshakes.Get("EC, cookie").Capture;
        IReadOnlyList<DatagramDescription> described = new DtlsDescriber().Describe([
            .. sent.Take(4),
            Lost(sent[4]),
            .. sent.Skip(5).Take(2),
            .. sent.Skip(3).Take(4).Select(Again),
            .. sent.Skip(7),
        ]);
        var again = described.Skip(7).Take(4).ToList();
        Assert.Equal(
            ["ServerHello", "Certificate", "ServerKeyExchange", "ServerHelloDone"],
            again.Select(row => row.Label)
        );
        Assert.All(again, row => Assert.Equal((true, "flight 4"), (row.Retransmission, row.Band)));
        Assert.Equal(
            ["the server's retransmission timer runs out", null, null, null],
            again.Select(row => row.SilenceReason)
        );
        Assert.Equal(4, described.Count(row => row.Retransmission));
    }

    [Fact]
    public void A_lost_last_flight_is_woken_by_the_one_before_it()
    {
        IReadOnlyList<CapturedDatagram> sent = Handshakes.Get("EC, coalesced").Capture;
        IReadOnlyList<DatagramDescription> described = new DtlsDescriber().Describe([
            .. sent.Take(5),
            Lost(sent[5]),
            Again(sent[4]),
            Again(sent[5]),
            .. sent.Skip(6),
        ]);
        Assert.Equal(
            (
                "ClientKeyExchange · ChangeCipherSpec · Finished (encrypted)",
                "flight 5",
                true,
                "the client's retransmission timer runs out"
            ),
            Row(described[6])
        );
        Assert.Equal(("ChangeCipherSpec · Finished (encrypted)", "flight 6", true, null), Row(described[7]));
        Assert.Equal(2, described.Count(row => row.Retransmission));
    }

    [Theory]
    [InlineData("ClientHello lost", "flight 1")]
    [InlineData("Certificate lost", "flight 4")]
    [InlineData("last flight lost", "flight 6")]
    public void What_a_true_stack_sends_again_is_recognised(string name, string band)
    {
        foreach (bool withKeys in new[] { false, true })
            Assert.Contains(Describe(name, withKeys), row => row.Band == band && row.Retransmission);
    }

    [Fact]
    public void What_the_network_repeats_is_no_retransmission()
    {
        IReadOnlyList<CapturedDatagram> capture = Handshakes.Get("EC, coalesced").Capture;
        var copied = capture
            .Take(4)
            .Append(capture[3] with { Number = 100, CopyOf = 4 })
            .Concat(capture.Skip(4))
            .ToList();
        IReadOnlyList<DatagramDescription> described = new DtlsDescriber().Describe(copied);
        Assert.Equal((described[3].Label, described[3].Band, false, null), Row(described[4]));
        Assert.Contains(
            described[4].Details,
            line => line.Contains("the same record number was sent before", StringComparison.Ordinal)
        );
        Assert.DoesNotContain(described, row => row.Retransmission);
    }

    [Fact]
    public void Two_clients_at_once_are_kept_apart()
    {
        RecordedHandshake first = Handshakes.Get("EC, coalesced");
        RecordedHandshake second = Handshakes.Get("resumed");
        IReadOnlyList<CapturedDatagram> one = first.CaptureFor(new IPEndPoint(IPAddress.Loopback, 1001));
        IReadOnlyList<CapturedDatagram> two = second.CaptureFor(new IPEndPoint(IPAddress.Loopback, 1002));
        var mixed = Enumerable
            .Range(0, Math.Max(one.Count, two.Count))
            .SelectMany(at => new[] { one.ElementAtOrDefault(at), two.ElementAtOrDefault(at) })
            .OfType<CapturedDatagram>()
            .ToList();
        ILookup<int, (string Label, string? Band, bool Retransmission, string? Reason)> described = new DtlsDescriber()
            .Describe(mixed)
            .Zip(mixed)
            .ToLookup(pair => pair.Second.Client.Port, pair => Row(pair.First));
        Assert.Equal(Describe(first.Name).Select(Row), described[1001]);
        Assert.Equal(Describe(second.Name).Select(Row), described[1002]);
    }

    [Fact]
    public void What_is_not_DTLS_is_left_to_another_describer()
    {
        var capture = Handshakes.Get("EC, coalesced").Capture.Take(1).Append(Plain("12 plain words"u8)).ToList();
        Assert.Equal("“12 plain words”", new DtlsDescriber().Describe(capture)[1].Label);
        IReadOnlyList<DatagramDescription> described = new DtlsDescriber(other: new OtherDescriber()).Describe(capture);
        Assert.Equal(["ClientHello", "other 1"], described.Select(row => row.Label));
    }

    [Fact]
    public void A_byte_changed_on_the_way_is_told()
    {
        CapturedDatagram sent = Handshakes.Get("EC, coalesced").Capture[0];
        byte[] changed = sent.Payload.ToArray();
        changed[20] ^= 0xFF;
        string line = new DtlsDescriber().Describe([sent with { DeliveredPayload = changed }])[0].Details[^1];
        Assert.Equal(
            $"changed on the way: byte 20 was sent as {sent.Payload.Span[20]:x2} and arrived as {changed[20]:x2}",
            line
        );
    }

    [Fact]
    public void Hovering_shows_records_messages_and_what_they_say()
    {
        IReadOnlyList<DatagramDescription> described = Describe("EC, coalesced");
        Assert.StartsWith("handshake record, DTLS 1.", described[2].Details[0], StringComparison.Ordinal);
        Assert.EndsWith(
            $"epoch 0, number 1, {Handshakes.Get("EC, coalesced").Datagrams[2].Bytes.Length - 13} bytes",
            described[2].Details[0],
            StringComparison.Ordinal
        );
        Assert.Contains(described[0].Details, line => line.Trim() == "server_name: localhost");
        Assert.Contains(described[2].Details, line => line.Trim().StartsWith("cookie ", StringComparison.Ordinal));
        Assert.Contains(described[3].Details, line => line.Trim() == "subject CN=localhost, O=DTLS Notebooks");
        Assert.Contains(described[3].Details, line => line.Trim() == "for localhost, 127.0.0.1");
    }

    [Theory]
    [InlineData(true, "handshake time-out: the client gives up")]
    [InlineData(false, "the client holds its alert back")]
    public void An_alert_after_a_silence_tells_a_time_out_from_a_refusal(bool lost, string reason)
    {
        IReadOnlyList<CapturedDatagram> sent = Handshakes.Get("EC, cookie").Capture;
        CapturedDatagram alert = sent[0] with
        {
            Number = 3,
            Received = TimeSpan.FromSeconds(8),
            Delivered = TimeSpan.FromSeconds(8),
            Payload = (byte[])[21, 0xFE, 0xFD, 0, 0, 0, 0, 0, 0, 0, 1, 0, 2, 2, 80],
        };

        IReadOnlyList<DatagramDescription> described = new DtlsDescriber().Describe([
            sent[0],
            lost ? Lost(sent[1]) : sent[1],
            alert,
        ]);

        Assert.Equal([null, null, reason], described.Select(row => row.SilenceReason));
    }

    private static (string Label, string? Band, bool Retransmission, string? Reason) Row(DatagramDescription row) =>
        (row.Label, row.Band, row.Retransmission, row.SilenceReason);

    private static IReadOnlyList<DatagramDescription> Describe(string name, bool withKeys = false)
    {
        RecordedHandshake handshake = Handshakes.Get(name);
        return new DtlsDescriber(withKeys ? handshake.Secrets : null).Describe(handshake.Capture);
    }

    private static CapturedDatagram Lost(CapturedDatagram datagram) =>
        datagram with
        {
            Delivered = null,
            Status = DeliveryStatus.Dropped,
        };

    /// <summary>The same messages in new records, as a retransmission sends them.</summary>
    private static CapturedDatagram Again(CapturedDatagram datagram)
    {
        byte[] bytes =
        [
            .. DtlsDissector
                .DissectOne(datagram.Payload)
                .Records.SelectMany(record =>
                    (record.Record with { SequenceNumber = record.Record.SequenceNumber + 50 }).ToArray()
                ),
        ];
        return datagram with { Number = datagram.Number + 1000, Payload = bytes, DeliveredPayload = bytes };
    }

    private static CapturedDatagram Plain(ReadOnlySpan<byte> text) =>
        Handshakes.Get("EC, coalesced").Capture[0] with
        {
            Number = 99,
            Payload = text.ToArray(),
            DeliveredPayload = text.ToArray(),
        };

    private static IEnumerable<ByteField> Leaves(IEnumerable<ByteField> fields) =>
        fields.SelectMany(field => field.Children.Count == 0 ? [field] : Leaves(field.Children));

    private sealed class OtherDescriber : ICaptureDescriber
    {
        public IReadOnlyList<DatagramDescription> Describe(IReadOnlyList<CapturedDatagram> datagrams) =>
            [.. datagrams.Select((_, at) => new DatagramDescription { Label = $"other {at}" })];
    }
}
