using System.Buffers.Binary;
using System.Globalization;
using CsCheck;
using DtlsNotebooks.Dtls.Certificates;
using DtlsNotebooks.Pcap;
using DtlsNotebooks.Tests.Proxy;

namespace DtlsNotebooks.Tests.Pcap;

public sealed class PcapngTests
{
    private const string KeyLog = "CLIENT_RANDOM 0011 2233\n";

    // Big-endian, of unknown length.
    private const string SectionHeader =
        "0A0D0D0A" + "0000001C" + "1A2B3C4D" + "00010000" + "FFFFFFFFFFFFFFFF" + "0000001C";

    [Fact]
    public void What_is_written_is_read_back()
    {
        PcapngFile file = PcapngReader.Parse(Sample()).Value;
        PcapngInterface network = Assert.Single(file.Interfaces);
        Assert.Equal(LinkType.Raw, network.LinkType);
        Assert.Equal("net", network.Name);
        Assert.Equal("a network", network.Description);
        Assert.Equal(1_000_000_000UL, network.UnitsPerSecond);
        Assert.Equal(KeyLog, Assert.Single(file.KeyLogs));
        Assert.Equal<long?>([1_795_435_200_123_456_789, 5], file.Packets.Select(packet => packet.Nanoseconds));
        Assert.Equal([1, 2, 3], file.Packets[0].Data.ToArray());
        Assert.Equal(3, file.Packets[0].OriginalLength);
        Assert.Equal(["a comment – with more than ASCII", ""], file.Packets.Select(packet => packet.Comment));
    }

    [Fact]
    public void Any_packets_make_a_round_trip() =>
        Gen.Select(Gen.Byte.Array[0, 100], Gen.Long[0, long.MaxValue], Gen.String[0, 20])
            .Array[0, 10]
            .Sample(packets =>
            {
                using MemoryStream stream = new();
                PcapngWriter writer = new(stream);
                writer.WriteInterface(LinkType.Ethernet, "x");
                foreach ((byte[] data, long time, string _) in packets)
                    writer.WritePacket(time, data);
                PcapngFile file = PcapngReader.Parse(stream.ToArray()).Value;
                return file.Packets.Count == packets.Length
                    && file.Packets.Zip(packets)
                        .All(pair =>
                            pair.First.Nanoseconds == pair.Second.Item2
                            && pair.First.Data.Span.SequenceEqual(pair.Second.Item1)
                        );
            });

    [Fact]
    public void Secrets_come_before_the_packets_that_need_them()
    {
        byte[] sample = Sample();
        List<uint> types = [];
        for (int at = 0; at < sample.Length; at += (int)BinaryPrimitives.ReadUInt32LittleEndian(sample.AsSpan(at + 4)))
            types.Add(BinaryPrimitives.ReadUInt32LittleEndian(sample.AsSpan(at)));
        Assert.Equal([0x0A0D0D0A, 1, 0x0A, 6, 6], types);
    }

    [Fact]
    public void A_file_of_the_other_byte_order_is_read_too()
    {
        // A section header, an interface with microseconds by default, and a packet of two bytes; all big-endian.
        byte[] file = Convert.FromHexString(
            "0A0D0D0A"
                + "0000001C"
                + "1A2B3C4D"
                + "00010000"
                + "FFFFFFFFFFFFFFFF"
                + "0000001C"
                + "00000001"
                + "00000014"
                + "00650000"
                + "00000000"
                + "00000014"
                + "00000006"
                + "00000024"
                + "00000000"
                + "00000000"
                + "00000007"
                + "00000002"
                + "00000009"
                + "ABCD0000"
                + "00000024"
        );
        PcapngPacket packet = Assert.Single(PcapngReader.Parse(file).Value.Packets);
        Assert.Equal(7000, packet.Nanoseconds);
        Assert.Equal([0xAB, 0xCD], packet.Data.ToArray());
        Assert.Equal(9, packet.OriginalLength);
    }

    [Fact]
    public void A_time_offset_is_added_in_seconds()
    {
        // A big-endian file: an interface with milliseconds (resolution 3) and an offset of 1,000,000,000 seconds.
        byte[] file = Convert.FromHexString(
            SectionHeader
                + ("00000001" + "0000002C" + "00650000" + "00000000")
                + ("00090001" + "03000000" + "000E0008" + "000000003B9ACA00" + "00000000" + "0000002C")
                + ("00000006" + "00000024" + "00000000" + "00000000" + "00000007")
                + ("00000002" + "00000002" + "ABCD0000" + "00000024")
        );

        ParseResult<PcapngFile> result = PcapngReader.Parse(file);

        Assert.Null(result.Error);
        Assert.Equal(1_000_000_000, Assert.Single(result.Value.Interfaces).OffsetSeconds);
        Assert.Equal(1_000_000_000_007_000_000, Assert.Single(result.Value.Packets).Nanoseconds);
    }

    [Theory]
    [InlineData("00000000", "00000005", "0102030405000000", 5)]
    [InlineData("00000003", "00000005", "01020300", 3)]
    [InlineData("00000009", "00000004", "01020304", 4)]
    public void A_simple_packet_is_as_long_as_it_was_or_as_its_interface_keeps(
        string mostBytes,
        string original,
        string data,
        int length
    )
    {
        string size = (16 + (data.Length / 2)).ToString("X8", CultureInfo.InvariantCulture);
        byte[] file = Convert.FromHexString(
            SectionHeader
                + ("00000001" + "00000014" + "00650000" + mostBytes + "00000014")
                + ("00000003" + size + original + data + size)
        );

        ParseResult<PcapngFile> result = PcapngReader.Parse(file);

        Assert.Null(result.Error);
        PcapngPacket packet = Assert.Single(result.Value.Packets);
        Assert.Null(packet.Nanoseconds);
        Assert.Equal(Enumerable.Range(1, length), packet.Data.ToArray().Select(value => (int)value));
        Assert.Equal(Convert.ToInt32(original, 16), packet.OriginalLength);
    }

    [Theory]
    [InlineData("000000030000001000000000" + "00000010", "none is described")]
    [InlineData(
        "0000000100000014" + "0065000000000000" + "00000014" + "0000000300000014" + "00000005AABBCCDD" + "00000014",
        "room for 4"
    )]
    public void A_simple_packet_without_interface_or_room_is_refused(string blocks, string reason) =>
        Assert.Contains(
            reason,
            PcapngReader.Parse(Convert.FromHexString(SectionHeader + blocks)).Error!.Reason,
            StringComparison.Ordinal
        );

    [Fact]
    public void Reading_never_throws_whatever_is_changed()
    {
        byte[] sample = Sample();
        Gen.Select(Gen.Int[0, sample.Length - 1], Gen.Byte, Gen.Int[0, sample.Length])
            .Sample(
                (place, value, length) =>
                {
                    byte[] changed = [.. sample];
                    changed[place] = value;
                    ParseResult<PcapngFile> result = PcapngReader.Parse(changed.AsSpan(0, length));
                    return result.Success || (result.Error!.Offset >= 0 && result.Error.Offset <= length);
                }
            );
        Gen.Byte.Array[0, 100].Sample(bytes => !PcapngReader.Parse(bytes).Success);
    }

    [Fact]
    public void Faults_are_told_with_their_place()
    {
        byte[] sample = Sample();
        Assert.Equal(0, PcapngReader.Parse([]).Error!.Offset);
        Assert.Contains("section header", PcapngReader.Parse(new byte[64]).Error!.Reason, StringComparison.Ordinal);
        ParseResult<PcapngFile> cut = PcapngReader.Parse(sample.AsSpan(0, sample.Length - 4));
        Assert.Contains("left", cut.Error!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_packet_needs_its_interface()
    {
        using MemoryStream stream = new();
        PcapngWriter writer = new(stream);
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.WritePacket(0, [1]));
    }

    [Fact]
    public void A_file_that_holds_a_key_log_is_its_owners_only()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("dtls-notebooks-").FullName, "capture.pcapng");
        try
        {
            File.WriteAllText(path, "an older file that everybody may read");
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

            string saved = Captures.Eventful().SavePcapng(path, KeyLog);

            Assert.Equal(path, saved);
            Assert.True(OwnerOnlyFile.IsOwnerOnly(path));
            Assert.Equal(KeyLog, Assert.Single(PcapngReader.Parse(File.ReadAllBytes(path)).Value.KeyLogs));
            Assert.Single(Directory.GetFiles(Path.GetDirectoryName(path)!));
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }

    private static byte[] Sample()
    {
        using MemoryStream stream = new();
        PcapngWriter writer = new(stream);
        Assert.Equal(0, writer.WriteInterface(LinkType.Raw, "net", "a network"));
        writer.WriteKeyLog(KeyLog);
        writer.WritePacket(1_795_435_200_123_456_789, [1, 2, 3], "a comment – with more than ASCII");
        writer.WritePacket(5, []);
        return stream.ToArray();
    }
}
