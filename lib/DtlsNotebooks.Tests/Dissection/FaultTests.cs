using DtlsNotebooks.Dissection;
using DtlsNotebooks.Dissection.Messages;
using DtlsNotebooks.Dissection.Reading;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Tests.Dissection;

/// <summary>Where bytes make no sense, the dissector says where and why.</summary>
public sealed class FaultTests
{
    private static byte[] Hello => Handshakes.Get("EC, coalesced").Datagrams[0].Bytes;

    [Fact]
    public void Nothing_is_no_DTLS()
    {
        DissectedDatagram empty = DtlsDissector.DissectOne(default);
        Assert.False(empty.IsDtls);
        Assert.Empty(empty.Fields);
        Assert.False(DtlsDissector.DissectOne("GET / HTTP/1.1"u8.ToArray()).IsDtls);
    }

    [Fact]
    public void A_datagram_cut_short_tells_how_much_is_missing()
    {
        Problem problem = Assert.Single(DtlsDissector.DissectOne(Hello.AsMemory(0, 100)).Problems);
        Assert.Equal(13, problem.Offset);
        Assert.Equal(
            $"Here fragment should follow with {Hello.Length - 13} bytes, but there are only 87 left.",
            problem.Reason
        );
    }

    [Fact]
    public void A_header_cut_short_is_told()
    {
        Problem problem = Assert.Single(DtlsDissector.DissectOne(Hello.AsMemory(0, 12)).Problems);
        Assert.Equal(
            (11, "Here length should follow with 2 bytes, but there is only 1 left."),
            (problem.Offset, problem.Reason)
        );
    }

    [Fact]
    public void A_fragment_beyond_its_message_is_told()
    {
        byte[] bytes = [.. Hello];
        bytes[13 + 8] = 9;
        DissectedDatagram found = DtlsDissector.DissectOne(bytes);
        Assert.Contains(
            found.Problems,
            problem => problem.Reason.StartsWith("This part would end at byte ", StringComparison.Ordinal)
        );
        Assert.Contains(Leaves(found.Fields), field => field.Faulty);
    }

    [Fact]
    public void An_odd_list_of_suites_leaves_the_rest_of_the_hello_readable()
    {
        var hello = ClientHelloMessage.Typical("localhost");
        byte[] bytes = hello.ToArray();
        int suites = Array.IndexOf(bytes, (byte)(2 * hello.CipherSuites.Count), 35) + 1;
        byte[] odd =
        [
            .. bytes[..(suites - 1)],
            (byte)(bytes[suites - 1] + 1),
            .. bytes[suites..(suites + (2 * hello.CipherSuites.Count))],
            0xEE,
            .. bytes[(suites + (2 * hello.CipherSuites.Count))..],
        ];
        Dissected<ClientHelloMessage> parsed = ClientHelloMessage.Parse(odd);
        Assert.Equal(
            "Here cipher_suite should follow with 2 bytes, but there is only 1 left.",
            Assert.Single(parsed.Problems).Reason
        );
        Assert.Equal(hello.Extensions.Count, parsed.Value?.Extensions.Count);
    }

    [Fact]
    public void A_certificate_that_is_none_is_told()
    {
        Dissected<HandshakeBody> parsed = HandshakeBody.Parse(
            MessageType.Certificate,
            new byte[] { 0, 0, 8, 0, 0, 5, 1, 2, 3, 4, 5 }
        );
        ChainCertificate entry = Assert.Single(Assert.IsType<CertificateMessage>(parsed.Value).Certificates);
        Assert.Equal("These bytes are not a certificate that can be read (X.509 in DER).", entry.Fault);
        Assert.Equal(6, Assert.Single(parsed.Problems).Offset);
    }

    [Fact]
    public void A_tampered_record_does_not_open_and_says_so()
    {
        RecordedHandshake handshake = Handshakes.Get("EC, coalesced");
        var dissector = new DtlsDissector(handshake.Secrets);
        var results = handshake
            .Datagrams.Select(
                (datagram, at) =>
                {
                    byte[] bytes = datagram.Bytes.ToArray();
                    if (at == 6)
                        bytes[^20] ^= 1;
                    return dissector.Dissect(datagram.Direction, bytes);
                }
            )
            .ToList();
        Assert.Equal(
            "The record does not fit the keys: it was changed on the way, or it belongs to another session.",
            results[6].Records[0].NotOpened
        );
        Assert.Equal("“I hear you”", results[7].Label);
    }

    [Fact]
    public void A_record_shorter_than_nonce_and_tag_is_told()
    {
        RecordedHandshake handshake = Handshakes.Get("EC, coalesced");
        var dissector = new DtlsDissector(handshake.Secrets);
        foreach (RecordedDatagram datagram in handshake.Datagrams)
            dissector.Dissect(datagram.Direction, datagram.Bytes);
        var runt = new DtlsRecord
        {
            Type = RecordType.ApplicationData,
            Epoch = 1,
            SequenceNumber = 77,
            Fragment = new byte[23],
        };
        Assert.Equal(
            "The record has 23 bytes; with nonce and tag it needs at least 24.",
            dissector.Dissect(Direction.ToServer, runt.ToArray()).Records[0].NotOpened
        );
    }

    [Fact]
    public void A_message_of_sixteen_megabytes_is_not_put_together()
    {
        var part = new HandshakeFragment
        {
            Type = MessageType.Certificate,
            Length = 0xFFFFFF,
            MessageSequence = 1,
            Body = new byte[10],
        };
        Problem problem = Assert.Single(DtlsDissector.DissectOne(part.ToRecord(0).ToArray()).Problems);
        Assert.Equal("The message says it has 16777215 bytes; more than 131072 are not put together.", problem.Reason);
    }

    [Fact]
    public void Parts_that_contradict_each_other_are_told()
    {
        var dissector = new DtlsDissector();
        var part = new HandshakeFragment
        {
            Type = MessageType.Certificate,
            Length = 100,
            MessageSequence = 1,
            Body = new byte[10],
        };
        Assert.Empty(dissector.Dissect(Direction.ToClient, part.ToRecord(0).ToArray()).Problems);
        Problem problem = Assert.Single(
            dissector.Dissect(Direction.ToClient, (part with { Length = 101 }).ToRecord(1).ToArray()).Problems
        );
        Assert.Equal(
            "An earlier part of this message tells another type or length, so the parts do not fit together.",
            problem.Reason
        );
    }

    [Fact]
    public void What_an_attacker_leaves_unfinished_does_not_pile_up()
    {
        var reassembler = new Reassembler();
        for (int sequence = 0; sequence < 2000; sequence++)
        {
            var part = new HandshakeFragment
            {
                Type = MessageType.Certificate,
                Length = 100_000,
                MessageSequence = sequence,
                FragmentOffset = 99_000,
                Body = new byte[10],
            };
            Assert.Null(reassembler.Add(0, part, out string? problem));
            Assert.Null(problem);
            Assert.InRange(reassembler.PendingMessages, 1, Reassembler.MaxPending);
        }
    }

    [Fact]
    public void A_message_in_too_many_pieces_is_given_up()
    {
        var reassembler = new Reassembler();
        string? problem = null;
        for (int at = 0; at < 2000 && problem is null; at++)
        {
            reassembler.Add(
                0,
                new HandshakeFragment
                {
                    Type = MessageType.Certificate,
                    Length = 100_000,
                    MessageSequence = 1,
                    FragmentOffset = 2 * at,
                    Body = new byte[1],
                },
                out problem
            );
        }

        Assert.Equal(
            "The message came in more than 512 pieces with gaps between them; it is not put together.",
            problem
        );
    }

    [Fact]
    public void The_largest_datagram_full_of_the_smallest_parts_is_read_to_its_end()
    {
        byte[] parts = Enumerable
            .Range(0, 1200)
            .SelectMany(at =>
                new HandshakeFragment
                {
                    Type = MessageType.Certificate,
                    Length = 1200,
                    MessageSequence = 0,
                    FragmentOffset = at,
                    Body = new byte[1],
                }.ToArray()
            )
            .ToArray();
        var record = new DtlsRecord { Type = RecordType.Handshake, Fragment = parts };
        byte[] datagram =
        [
            .. Enumerable.Range(0, 4).SelectMany(at => (record with { SequenceNumber = (ulong)at }).ToArray()),
        ];
        CapturedDatagram capture = Handshakes.Get("EC, coalesced").Capture[0] with
        {
            Payload = datagram,
            DeliveredPayload = datagram,
        };
        DissectedDatagram found = Assert.Single(DtlsDissector.DissectAll([capture]));
        Assert.Null(Partition.Flaw(found.Fields, datagram.Length));
        Assert.Equal(4, found.Records.Sum(piece => piece.Messages.Count));
        Assert.StartsWith(
            "Certificate (fragment 1/1200) · Certificate (fragment 2/1200)",
            found.Label,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Thousands_of_messages_in_a_datagram_give_a_short_label()
    {
        byte[] message = HandshakeFragment.Whole(new HelloRequestMessage(), 0).ToArray();
        var record = new DtlsRecord
        {
            Type = RecordType.Handshake,
            Fragment = Enumerable.Repeat(message, 1300).SelectMany(bytes => bytes).ToArray(),
        };
        DissectedDatagram found = DtlsDissector.DissectOne(record.ToArray());
        Assert.Equal(1300, found.Records[0].Fragments.Count);
        Assert.EndsWith("HelloRequest · …", found.Label, StringComparison.Ordinal);
        Assert.True(found.Facts.Count <= 28);
    }

    private static IEnumerable<ByteField> Leaves(IEnumerable<ByteField> fields) =>
        fields.SelectMany(field => field.Children.Count == 0 ? [field] : Leaves(field.Children));
}
