using DtlsNotebooks.Dissection;
using DtlsNotebooks.Pcap;
using DtlsNotebooks.Tests.Dissection;

namespace DtlsNotebooks.Tests.Pcap;

/// <summary>
/// Changed capture files are read or refused with a place, down to the last field of the last datagram, and never end
/// in another way. With the environment variable DTLS_NOTEBOOKS_LONG set each test makes a million of them.
/// </summary>
public sealed class CaptureMutationTests
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("DTLS_NOTEBOOKS_LONG") is not null;

    [Fact]
    public void A_changed_file_is_read_or_refused_with_the_place()
    {
        byte[] file = Sample();
        int inputs = IsLong ? 1_000_000 : 5_000;
        var changes = new Mutator(new Random(4), [file, .. Blocks(file)]);
        int read = 0;
        int refused = 0;
        for (int i = 0; i < inputs; i++)
        {
            byte[] changed = changes.Next();
            ParseResult<PcapngFile> result = PcapngReader.Parse(changed);
            if (result.Error is { } error)
            {
                refused++;
                Assert.InRange(error.Offset, 0, changed.Length);
                Assert.NotEmpty(error.Reason);
                continue;
            }

            read++;
            foreach (PcapngPacket packet in result.Value.Packets)
                Follow(packet.Data);
        }

        Assert.InRange(read, 1, inputs - 1);
        Assert.InRange(refused, 1, inputs - 1);
    }

    [Fact]
    public void A_changed_packet_is_read_to_its_end_or_refused_with_the_place()
    {
        byte[][] packets =
        [
            .. Handshakes
                .Get("EC, coalesced")
                .Datagrams.Select(datagram =>
                    IPPacket.For(RecordedHandshake.Server, RecordedHandshake.Server, datagram.Bytes).ToArray()
                ),
        ];
        var changes = new Mutator(new Random(5), packets);
        int inputs = IsLong ? 1_000_000 : 3_000;
        int read = 0;
        for (int i = 0; i < inputs; i++)
            read += Follow(changes.Next()) ? 1 : 0;

        Assert.InRange(read, 1, inputs - 1);
    }

    [Fact]
    public void What_the_dissection_writes_of_a_changed_datagram_is_read_back_the_same()
    {
        byte[][] datagrams = [.. Handshakes.Get("EC, coalesced").Datagrams.Select(datagram => datagram.Bytes)];
        var changes = new Mutator(new Random(6), datagrams);
        for (int i = 0; i < (IsLong ? 1_000_000 : 2_000); i++)
        {
            byte[] changed = changes.Next();
            using var stream = new MemoryStream();
            var writer = new PcapngWriter(stream);
            writer.WriteInterface(LinkType.Raw, "net");
            writer.WritePacket(1, changed);

            Assert.Equal(changed, Assert.Single(PcapngReader.Parse(stream.ToArray()).Value.Packets).Data.ToArray());
        }
    }

    private static bool Follow(ReadOnlyMemory<byte> packet)
    {
        ParseResult<IPPacket> result = IPPacket.Parse(packet.Span);
        if (result.Error is { } error)
        {
            Assert.InRange(error.Offset, 0, packet.Length);
            return false;
        }

        ReadOnlyMemory<byte> payload = result.Value.Datagram.Payload;
        DissectedDatagram found = DtlsDissector.DissectOne(payload);
        Assert.All(found.Problems, problem => Assert.InRange(problem.Offset, 0, payload.Length));
        return true;
    }

    private static byte[] Sample()
    {
        using var stream = new MemoryStream();
        var writer = new PcapngWriter(stream);
        writer.WriteInterface(LinkType.Raw, "net", "a network");
        writer.WriteKeyLog("CLIENT_RANDOM 0011 2233\n");
        foreach (RecordedDatagram datagram in Handshakes.Get("EC, coalesced").Datagrams)
        {
            writer.WritePacket(
                5,
                IPPacket.For(RecordedHandshake.Server, RecordedHandshake.Server, datagram.Bytes).ToArray(),
                "a comment"
            );
        }

        return stream.ToArray();
    }

    // A whole file that ends after some of its blocks is a file too.
    private static IEnumerable<byte[]> Blocks(byte[] file)
    {
        for (int at = 0; at < file.Length; )
        {
            at += BitConverter.ToInt32(file, at + 4);
            yield return file[..at];
        }
    }
}
