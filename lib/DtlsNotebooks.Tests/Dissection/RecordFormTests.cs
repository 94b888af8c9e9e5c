using DtlsNotebooks.Dissection;
using DtlsNotebooks.Dissection.Extensions;
using DtlsNotebooks.Dissection.Messages;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Tests.Dissection;

/// <summary>The record forms of DTLS 1.0 to 1.3 are recognised at least as such.</summary>
public sealed class RecordFormTests
{
    [Theory]
    [InlineData(0xFEFF, "DTLS 1.0")]
    [InlineData(0xFEFD, "DTLS 1.2")]
    [InlineData(0xFEFC, "DTLS 1.3")]
    public void The_plain_form_tells_its_version(int version, string name)
    {
        DtlsRecord record = HandshakeFragment
            .Whole(new ServerHelloDoneMessage(), 0)
            .ToRecord(0, new DtlsVersion((ushort)version));
        Assert.Equal(name, DtlsDissector.DissectOne(record.ToArray()).Records[0].Record.Version.ToString());
    }

    [Fact]
    public void A_version_that_there_is_not_is_told()
    {
        DtlsRecord record = HandshakeFragment
            .Whole(new ServerHelloDoneMessage(), 0)
            .ToRecord(0, new DtlsVersion(0xFEFE));
        DissectedDatagram found = DtlsDissector.DissectOne(record.ToArray());
        Assert.Equal("ServerHelloDone", found.Label);
        Assert.Equal(1, Assert.Single(found.Problems).Offset);
    }

    [Theory]
    [InlineData("2F12340014", 3, 0x1234)]
    [InlineData("25120013", 1, 0x12)]
    public void The_unified_header_of_DTLS_13_is_recognised(string start, int epoch, int number)
    {
        byte[] header = Convert.FromHexString(start);
        byte[] datagram = [.. header, .. new byte[header[^1]]];
        DissectedDatagram found = DtlsDissector.DissectOne(datagram);
        DtlsRecord record = Assert.Single(found.Records).Record;
        Assert.Equal(
            (RecordForm.Unified, DtlsVersion.Dtls13, epoch, (ulong)number),
            (record.Form, record.Version, record.Epoch, record.SequenceNumber)
        );
        Assert.Equal("DTLS 1.3 record · encrypted", found.Label);
        Assert.Empty(found.Problems);
        Assert.Null(Partition.Flaw(found.Fields, datagram.Length));
    }

    [Fact]
    public void A_unified_header_without_a_length_takes_the_rest_of_the_datagram()
    {
        byte[] bytes = [0x28 | 2, 0xAB, 0xCD, .. new byte[30]];
        DtlsRecord? record = DtlsRecord.Parse(bytes).Value;
        Assert.Equal((RecordForm.Unified, 2, 30), (record!.Form, record.Epoch, record.Length));
        Assert.False(DtlsDissector.DissectOne(bytes).IsDtls);
        var offering = new DtlsDissector();
        offering.Dissect(
            Direction.ToServer,
            (
                ClientHelloMessage.Typical() with
                {
                    Extensions = new([new SupportedVersionsExtension([DtlsVersion.Dtls13])]),
                }
            ).ToDatagram()
        );
        Assert.True(offering.Dissect(Direction.ToServer, bytes).IsDtls);
    }

    [Fact]
    public void Text_that_begins_with_a_digit_is_no_DTLS_13() =>
        Assert.False(DtlsDissector.DissectOne("42 is the answer"u8.ToArray()).IsDtls);

    [Fact]
    public void A_connection_id_of_unknown_length_is_recognised_as_such()
    {
        RecordedHandshake handshake = Handshakes.Get("connection ID");
        byte[] bytes = handshake.Datagrams.First(datagram => datagram.Bytes[0] == 25).Bytes;
        DissectedDatagram found = DtlsDissector.DissectOne(bytes);
        Assert.Equal("record with connection ID · encrypted", found.Label);
        Assert.Empty(found.Problems);
        Assert.Equal("Where its content begins is not known.", found.Records[0].NotOpened);
    }

    [Fact]
    public void The_handshake_tells_the_connection_ids_of_both_directions()
    {
        var records = Handshakes
            .Get("connection ID")
            .Dissect()
            .SelectMany(datagram => datagram.Records.Select(record => (datagram.Sender, record.Record)))
            .Where(pair => pair.Record.Form == RecordForm.ConnectionId)
            .ToList();
        Assert.Contains(records, pair => pair.Sender == Direction.ToServer);
        Assert.All(
            records,
            pair =>
                Assert.Equal(
                    pair.Sender == Direction.ToServer ? "51525354" : "c1c2c3",
                    Convert.ToHexStringLower(pair.Record.ConnectionId.Span)
                )
        );
    }
}
