using DtlsNotebooks.Pictures.Timelines;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Tests.Pictures.Timelines;

public class RecorderTests
{
    [Fact]
    public void A_begin_ends_what_was_before_and_time_counts_from_the_first()
    {
        var lanes = new LaneRecorder();
        lanes.Begin("client 1", LaneKind.Waiting);
        lanes.Begin("client 1", LaneKind.Handshake, "with a cookie");
        lanes.Mark("client 1", Direction.ToServer, "ClientHello");
        lanes.End("client 1");
        lanes.End("client 1");

        Lane lane = Assert.Single(lanes.ToGroup("g").Lanes);

        Assert.Equal([LaneKind.Waiting, LaneKind.Handshake], lane.Spans.Select(span => span.Kind));
        Assert.Equal(TimeSpan.Zero, lane.Spans[0].Start);
        Assert.Equal(lane.Spans[0].End, lane.Spans[1].Start);
        Assert.Equal("with a cookie", lane.Spans[1].Text);
        Assert.InRange(Assert.Single(lane.Marks).Time, lane.Spans[1].Start, lane.Spans[1].End);
    }

    [Fact]
    public void What_still_lasts_ends_when_it_is_asked_for()
    {
        var lanes = new LaneRecorder();
        lanes.Begin("a", LaneKind.Working);

        TimeSpan first = lanes.ToGroup("g").Duration;
        TimeSpan second = lanes.ToGroup("g").Duration;

        Assert.True(second > first);
    }

    [Fact]
    public void Failures_are_counted_and_forgotten_by_a_new_begin()
    {
        var lanes = new LaneRecorder();
        lanes.Begin("a", LaneKind.Waiting);
        lanes.Fail("a");
        lanes.Fail("b", "refused");
        Assert.Equal(2, lanes.ToGroup("g").Failures);
        Assert.Equal(["gave up", "refused"], lanes.ToGroup("g").Lanes.Select(lane => lane.Failure));

        lanes.Begin("b", LaneKind.Handshake);
        Assert.Equal(1, lanes.ToGroup("g").Failures);
    }

    [Fact]
    public void Lanes_stand_in_the_order_of_their_numbers_and_kinds_of_lanes_in_that_of_arrival()
    {
        var lanes = new LaneRecorder();
        foreach (string? name in new[] { "main", "client 10", "client 9", "watcher", "client 1" })
            lanes.Begin(name, LaneKind.Working);

        Assert.Equal(
            ["main", "client 1", "client 9", "client 10", "watcher"],
            lanes.ToGroup("g").Lanes.Select(lane => lane.Name)
        );
    }

    [Fact]
    public void Many_threads_write_into_one_recorder()
    {
        var lanes = new LaneRecorder();
        using var together = new Barrier(16);
        var threads = Enumerable
            .Range(0, 16)
            .Select(i => new Thread(() =>
            {
                together.SignalAndWait();
                for (int round = 0; round < 500; round++)
                {
                    lanes.Begin($"client {i}", LaneKind.Handshake);
                    lanes.Mark($"client {i}", Direction.ToServer);
                    lanes.Begin("shared", LaneKind.Working);
                    lanes.End($"client {i}");
                    if (round % 100 == 0)
                        lanes.ToGroup("meanwhile");
                }
            }))
            .ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        LaneGroup group = lanes.ToGroup("g");

        Assert.Equal(17, group.Lanes.Count);
        Assert.All(
            group.Lanes.Where(lane => lane.Name != "shared"),
            lane => Assert.Equal((500, 500), (lane.Spans.Count, lane.Marks.Count))
        );
        Assert.Equal(8000, group.Lanes.Single(lane => lane.Name == "shared").Spans.Count);
        foreach (Lane lane in group.Lanes)
        {
            Assert.All(lane.Spans, span => Assert.True(span.Start >= TimeSpan.Zero && span.End >= span.Start));
            Assert.All(lane.Spans.Zip(lane.Spans.Skip(1)), pair => Assert.True(pair.First.End <= pair.Second.Start));
        }
    }

    [Fact]
    public void A_full_recorder_counts_what_it_leaves_out()
    {
        var lanes = new LaneRecorder();
        for (int i = 0; i < 200_003; i++)
            lanes.Mark("a", Direction.ToClient);

        Assert.Equal(3, lanes.NotRecorded);
        lanes.Clear();
        Assert.Equal(0, lanes.NotRecorded);
        Assert.Empty(lanes.ToGroup("g").Lanes);
    }

    [Fact]
    public void A_loop_is_in_one_place_at_a_time()
    {
        var loop = new LoopRecorder();
        loop.Enter(LoopActivity.Blocked);
        loop.Enter(LoopActivity.Handshake, "client 1");
        loop.Enter(LoopActivity.WantRead, "client 1");
        loop.Enter(LoopActivity.Blocked);
        loop.Leave();
        loop.Leave();

        SelectLoopDiagram diagram = loop.ToDiagram("One loop");

        Assert.Equal(
            [LoopActivity.Blocked, LoopActivity.Handshake, LoopActivity.WantRead, LoopActivity.Blocked],
            diagram.Steps.Select(step => step.Activity)
        );
        Assert.Equal(TimeSpan.Zero, diagram.Steps[0].Start);
        Assert.All(diagram.Steps.Zip(diagram.Steps.Skip(1)), pair => Assert.Equal(pair.First.End, pair.Second.Start));
        Assert.Equal(["client 1"], diagram.Connections);
        Assert.Equal(1, diagram.Count(LoopActivity.WantRead));
        Assert.Equal(diagram.Duration, diagram.Steps.Aggregate(TimeSpan.Zero, (sum, step) => sum + step.Duration));
        Assert.StartsWith("one thread, 1 connection · ", diagram.Subtitle, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_recorder_gives_an_empty_picture()
    {
        Assert.Equal(TimeSpan.Zero, new LaneRecorder().ToGroup("g").Duration);
        Assert.Empty(new LoopRecorder().ToDiagram("t").Steps);
        Assert.Equal("", new LoopRecorder().ToDiagram("t").Subtitle);
    }
}
