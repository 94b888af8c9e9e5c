using System.Net;
using DtlsNotebooks.Dissection;
using DtlsNotebooks.Pictures;
using DtlsNotebooks.Pictures.Timelines;
using DtlsNotebooks.Proxy;
using DtlsNotebooks.Tests.Dissection;
using DtlsNotebooks.Tests.Proxy;

namespace DtlsNotebooks.Tests.Pictures.Timelines;

public class CaptureLanesTests
{
    [Fact]
    public void A_client_waits_until_more_than_a_cookie_comes_then_shakes_hands_then_echoes()
    {
        RecordedHandshake recorded = Handshakes.Get("EC, cookie");
        IReadOnlyList<DissectedDatagram> dissected = recorded.Dissect();
        CapturedDatagram hello = recorded.Capture[
            dissected.ToList().FindIndex(datagram => datagram.Label.StartsWith("ServerHello", StringComparison.Ordinal))
        ];
        CapturedDatagram data = recorded.Capture[
            dissected
                .ToList()
                .FindIndex(datagram => datagram.Records.Any(record => record.Type == RecordType.ApplicationData))
        ];

        Lane lane = Assert.Single(new Capture(recorded.Capture).Lanes("g").Lanes);

        Assert.Equal(
            [LaneKind.Waiting, LaneKind.Handshake, LaneKind.Echo, LaneKind.Closing],
            lane.Spans.Select(span => span.Kind).Where(kind => kind != LaneKind.Pausing)
        );
        Assert.Equal(hello.Received - recorded.Capture[0].Received, lane.Spans[0].End);
        Assert.InRange(lane.Spans[1].End, lane.Spans[1].Start, data.Received - recorded.Capture[0].Received);
        Assert.Equal(recorded.Capture.Count, lane.Marks.Count);
        Assert.Equal(dissected.Select(datagram => datagram.Label), lane.Marks.Select(mark => mark.Text));
        Assert.Equal("", lane.Failure);
    }

    [Fact]
    public void Every_recorded_handshake_has_spans_that_follow_each_other()
    {
        foreach (RecordedHandshake recorded in Handshakes.All)
        {
            Lane lane = Assert.Single(new Capture(recorded.Capture).Lanes("g").Lanes);
            Assert.Contains(lane.Spans, span => span.Kind == LaneKind.Handshake);
            Assert.All(lane.Spans, span => Assert.True(span.End >= span.Start, recorded.Name));
            Assert.All(lane.Spans.Zip(lane.Spans.Skip(1)), pair => Assert.Equal(pair.First.End, pair.Second.Start));
            Assert.Equal(recorded.Datagrams.Count(datagram => datagram.Dropped), lane.Marks.Count(mark => mark.Lost));
        }
    }

    [Fact]
    public void A_client_that_only_got_a_cookie_was_never_taken_up()
    {
        RecordedHandshake recorded = Handshakes.Get("EC, cookie");

        Lane lane = Assert.Single(new Capture(recorded.Capture).Take(3).Lanes("g").Lanes);

        Assert.Equal([LaneKind.Waiting], lane.Spans.Select(span => span.Kind));
        Assert.Equal("no answer", lane.Failure);
    }

    [Fact]
    public void Plain_clients_wait_and_echo_each_in_a_lane_of_its_own()
    {
        var capture = new Capture([
            Captures.Datagram(1, Direction.ToServer, "hello", client: 1),
            Captures.Datagram(2, Direction.ToServer, "hello", client: 2, at: 1),
            Captures.Datagram(3, Direction.ToClient, "I hear you", client: 1, at: 5),
            Captures.Datagram(4, Direction.ToServer, "again", client: 1, at: 7),
            Captures.Datagram(5, Direction.ToServer, "hello", DeliveryStatus.Dropped, client: 2, at: 50, took: null),
        ]);

        LaneGroup group = capture.Lanes("a server", client => $"port {client.Port}");

        Assert.Equal(["port 40001", "port 40002"], group.Lanes.Select(lane => lane.Name));
        Assert.Equal(
            [LaneKind.Waiting, LaneKind.Echo, LaneKind.Pausing, LaneKind.Echo],
            group.Lanes[0].Spans.Select(span => span.Kind)
        );
        Assert.Equal(TimeSpan.FromMilliseconds(5), group.Lanes[0].Spans[0].End);
        Assert.Equal("no answer", group.Lanes[1].Failure);
        Assert.Equal([false, true], group.Lanes[1].Marks.Select(mark => mark.Lost));
    }

    [Fact]
    public void An_empty_capture_has_no_lanes() => Assert.Empty(new Capture([]).Lanes("g").Lanes);

    [Fact]
    public void Clients_of_one_capture_are_told_apart()
    {
        RecordedHandshake recorded = Handshakes.Get("EC, cookie");
        var other = new IPEndPoint(IPAddress.Loopback, 40001);
        IEnumerable<CapturedDatagram> both = recorded
            .Capture.Concat(
                recorded
                    .CaptureFor(other)
                    .Select(datagram =>
                        datagram with
                        {
                            Received = datagram.Received + TimeSpan.FromMilliseconds(3),
                            Delivered = datagram.Delivered + TimeSpan.FromMilliseconds(3),
                        }
                    )
            )
            .OrderBy(datagram => datagram.Received)
            .Select((datagram, i) => datagram with { Number = i + 1 });

        LaneGroup group = new Capture(both).Lanes("g");

        Assert.Equal(["client 1", "client 2"], group.Lanes.Select(lane => lane.Name));
        Assert.Equal(
            group.Lanes[0].Spans.Select(span => span.Duration),
            group.Lanes[1].Spans.Select(span => span.Duration)
        );
    }

    [Fact]
    public void The_servers_lane_shows_only_when_it_answers_somebody_whom_it_has_taken_up()
    {
        var capture = new Capture([
            Captures.Datagram(1, Direction.ToServer, "one", client: 1),
            Captures.Datagram(2, Direction.ToServer, "two waits", client: 2, at: 1),
            Captures.Datagram(3, Direction.ToClient, "answer", client: 1, at: 5),
            Captures.Datagram(4, Direction.ToServer, "one again", client: 1, at: 55),
            Captures.Datagram(5, Direction.ToClient, "answer", client: 1, at: 58),
            Captures.Datagram(6, Direction.ToClient, "two at last", client: 2, at: 60),
            Captures.Datagram(7, Direction.ToServer, "lost", DeliveryStatus.Dropped, client: 1, at: 90, took: null),
        ]);

        LaneGroup group = capture.Lanes("one thread");

        Assert.Equal(
            [(1.1, 5.0), (55.1, 58.0), (58.0, 60.0)],
            group.Server!.Spans.SelectMany(span =>
                span.Start.TotalMilliseconds < 56 && span.End.TotalMilliseconds > 59
                    ? new[] { (span.Start.TotalMilliseconds, 58.0), (58.0, span.End.TotalMilliseconds) }
                    : [(span.Start.TotalMilliseconds, span.End.TotalMilliseconds)]
            )
        );
        Assert.Contains(
            "; the server was at work for 10 % of it",
            new LanesDiagram("t", group).ToText().Replace('\n', ' '),
            StringComparison.Ordinal
        );
        Assert.Equal(2, group.InOrderOfService("client").Lanes.Count);
        Assert.NotNull(group.InOrderOfService("client").Server);
        Assert.Null(new Capture([]).Lanes("g").Server);
    }

    [Fact]
    public void Thinking_is_a_pause_and_the_goodbye_is_no_answer()
    {
        RecordedHandshake recorded = Handshakes.Get("EC, cookie");
        int data = recorded
            .Dissect()
            .ToList()
            .FindIndex(datagram => datagram.Records.Any(record => record.Type == RecordType.ApplicationData));
        var thinking = TimeSpan.FromMilliseconds(50);
        var late = new Capture(
            recorded.Capture.Select(
                (datagram, at) =>
                    at < data
                        ? datagram
                        : datagram with
                        {
                            Received = datagram.Received + thinking,
                            Delivered = datagram.Delivered + thinking,
                        }
            )
        );

        Lane lane = Assert.Single(late.Lanes("g").Lanes);

        LaneSpan pause = lane.Spans.First(span => span.Kind == LaneKind.Pausing);
        Assert.Equal(LaneKind.Handshake, lane.Spans[lane.Spans.ToList().IndexOf(pause) - 1].Kind);
        Assert.True(pause.Duration >= thinking);
    }
}
