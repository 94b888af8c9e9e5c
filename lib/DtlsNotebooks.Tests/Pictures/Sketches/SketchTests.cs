using System.Net;
using DtlsNotebooks.Pictures;
using DtlsNotebooks.Pictures.ByteMaps;
using DtlsNotebooks.Pictures.Sketches;
using DtlsNotebooks.Proxy;
using DtlsNotebooks.Tests.Dissection;
using DtlsNotebooks.Udp;

namespace DtlsNotebooks.Tests.Pictures.Sketches;

public class SketchTests
{
    private static Capture Of(string name) => new(Handshakes.Get(name).Capture);

    [Fact]
    public void Layers_add_up_to_what_travels()
    {
        RecordedHandshake handshake = Handshakes.Get("EC, cookie");
        CapturedDatagram data = handshake.Capture.First(datagram => datagram.Payload.Span[0] == 23);

        Sketch sketch = Of("EC, cookie").Layers(data.Number, handshake.KeyLog);

        int text = data.Payload.Length - 13 - 8 - 16;
        Assert.Equal(
            $"{text} bytes of content travel in {data.Payload.Length + 28}: the IPv4 header adds 20, the UDP header adds 8, "
                + "the record header adds 13, encryption (nonce and tag) adds 24.",
            sketch.Sentence
        );
        Assert.Contains(sketch.Sentence, WebUtility.HtmlDecode(sketch.ToHtml()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1", 12)]
    [InlineData("::1", 40)]
    public void The_pseudo_header_and_the_datagram_add_up_to_ones(string address, int size)
    {
        var here = IPAddress.Parse(address);
        var datagram = UdpDatagram.For(new IPEndPoint(here, 5000), new IPEndPoint(here, 5001), "hello"u8.ToArray());

        ByteMap map = datagram.PseudoHeaderMap(here, here);

        Assert.Equal(size, map.Fields[0].Length);
        Assert.Equal(size, map.Fields[0].Children.Sum(field => field.Length));
        int sum = 0;
        for (int at = 0; at < map.Bytes.Length; at++)
            sum += map.Bytes.Span[at] << (at % 2 == 0 ? 8 : 0);
        while (sum > 0xFFFF)
            sum = (sum & 0xFFFF) + (sum >> 16);
        Assert.Equal(0xFFFF, sum);
    }

    [Fact]
    public void A_replay_window_refuses_what_came_before_and_what_is_too_old()
    {
        string[] lines = ReplaySketch.Of([0, 1, 5, 3, 1, 70, 4, 69], 64).Text.Split('\n');

        Assert.Equal(
            [true, true, true, true, false, true, false, true],
            lines.Select(line => line.EndsWith("✓ taken", StringComparison.Ordinal))
        );
        Assert.EndsWith("✗ refused: it came before", lines[4], StringComparison.Ordinal);
        Assert.EndsWith("✗ refused: it is older than the window", lines[6], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("EC, cookie", "client", 3, 0)]
    [InlineData("EC, cookie", "server", 3, 0)]
    [InlineData("ClientHello lost", "client", 3, 1)]
    public void The_state_machine_goes_the_way_that_the_capture_tells(string name, string side, int flights, int timers)
    {
        Sketch sketch = Of(name).StateMachine(side == "client" ? Direction.ToServer : Direction.ToClient);

        Assert.Equal(
            $"The {side} sent {flights} flights, its timer ran out {timers} time{(timers == 1 ? "" : "s")}, and it reached "
                + "FINISHED.",
            sketch.Sentence
        );
        Assert.Contains($"WAITING → SENDING: timer ran out, {timers} times", sketch.ToText(), StringComparison.Ordinal);
        Assert.Contains("class=\"dtls-lit\"", sketch.ToHtml(), StringComparison.Ordinal);
    }
}
