using System.Globalization;
using System.Net;
using DtlsNotebooks.Proxy;
using DtlsNotebooks.Tests.Proxy;
using DtlsNotebooks.Udp;

namespace DtlsNotebooks.Tests.Pcap;

public sealed class TsharkTests
{
    private static readonly string[] CheckSums = ["-o", "ip.check_checksum:TRUE", "-o", "udp.check_checksum:TRUE"];

    // From "note" on: a packet comment is told at a level of its own below.
    private const string Complaints = "_ws.expert.severity >= 0x00400000";

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public void Tshark_agrees_on_ports_lengths_checksums_and_times(string address)
    {
        Capture capture = Sample(IPAddress.Parse(address));
        using TemporaryFile file = new();
        capture.SavePcapng(file.Path);
        string ip = address.Contains(':', StringComparison.Ordinal) ? "ipv6" : "ip";
        (string[] lines, string errors) = Tshark.Run([
            "-r",
            file.Path,
            .. CheckSums,
            "-T",
            "fields",
            "-E",
            "separator=|",
            "-e",
            "udp.srcport",
            "-e",
            "udp.dstport",
            "-e",
            "udp.length",
            "-e",
            "udp.checksum",
            "-e",
            "udp.checksum.status",
            "-e",
            $"{ip}.src",
            "-e",
            "frame.time_epoch",
            "-e",
            "data.data",
            "-e",
            "frame.comment",
            "-e",
            "frame.interface_name",
        ]);

        Assert.DoesNotContain(
            errors.Split('\n'),
            line => line.Length > 0 && !line.StartsWith("Running as user", StringComparison.Ordinal)
        );
        Assert.Equal(capture.Count, lines.Length);
        foreach ((CapturedDatagram datagram, string line) in capture.Zip(lines))
        {
            string[] fields = line.Split('|');
            UdpHeader header = datagram.ToUdpDatagram().Header;
            Assert.Equal($"{header.SourcePort}", fields[0]);
            Assert.Equal($"{header.DestinationPort}", fields[1]);
            Assert.Equal($"{header.Length}", fields[2]);
            Assert.Equal($"0x{header.Checksum:x4}", fields[3]);
            Assert.Equal("1", fields[4]); // Good.
            Assert.Equal(address, fields[5]);
            decimal seconds =
                (capture.Started.UtcTicks - DateTime.UnixEpoch.Ticks + datagram.Received.Ticks) / 10_000_000m;
            Assert.Equal(seconds, decimal.Parse(fields[6], CultureInfo.InvariantCulture));
            Assert.Equal(Convert.ToHexStringLower(datagram.Payload.Span), fields[7]);
            Assert.Equal("UdpProxy", fields[9]);
        }

        Assert.Contains("lost", lines[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public void Tshark_has_nothing_to_complain_of(string address)
    {
        using TemporaryFile file = new();
        Sample(IPAddress.Parse(address))
            .SavePcapng(file.Path, "CLIENT_RANDOM " + new string('0', 64) + " " + new string('1', 96) + "\n");
        (string[] complaints, _) = Tshark.Run(["-r", file.Path, .. CheckSums, "-Y", Complaints, "-V"]);
        Assert.Empty(complaints);

        // The same filter does find a wrong checksum, so its silence means something.
        byte[] bytes = File.ReadAllBytes(file.Path);
        int text = bytes.AsSpan().IndexOf("I hear you"u8);
        bytes[text] ^= 1;
        File.WriteAllBytes(file.Path, bytes);
        (complaints, _) = Tshark.Run(["-r", file.Path, .. CheckSums, "-Y", Complaints]);
        Assert.Single(complaints);
    }

    private static Capture Sample(IPAddress address)
    {
        byte[] random = new byte[1201];
        new Random(3).NextBytes(random);
        return new(
            Captures
                .Eventful()
                .Append(Captures.Datagram(5, Direction.ToServer, "", at: 600))
                .Append(
                    Captures.Datagram(6, Direction.ToClient, "", at: 601) with
                    {
                        Payload = random,
                        DeliveredPayload = random,
                    }
                )
                .Select(datagram =>
                    datagram with
                    {
                        Client = new(address, datagram.Client.Port),
                        Server = new(address, datagram.Server.Port),
                    }
                ),
            Captures.Started
        );
    }

    private sealed class TemporaryFile : IDisposable
    {
        public string Path { get; } =
            System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"{Guid.NewGuid():N}.pcapng");

        public void Dispose() => File.Delete(Path);
    }
}
