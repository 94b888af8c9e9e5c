using DtlsNotebooks.Pictures.Timelines;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Tests.Pictures.Timelines;

public class TimelineLayoutTests
{
    private static TimelineLayout Lay(LanesDiagram diagram) => TimelineLayout.Of(LanesTimeline.Of(diagram));

    private static LanesDiagram OneLane(params IReadOnlyList<LaneSpan> spans) =>
        new("one", new LaneGroup { Title = "g", Lanes = [new Lane { Name = "a", Spans = spans }] });

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(32)]
    [InlineData(256)]
    public void All_lanes_fit_into_one_view_and_none_covers_another(int clients)
    {
        TimelineLayout layout = Lay(SampleTimelines.Clients(clients));

        Assert.Equal(2 * clients, layout.Rows.Count);
        Assert.InRange(layout.Height, 1, 1000);
        Assert.True(layout.BarHeight <= layout.RowHeight);
        Assert.All(
            layout.Rows.Zip(layout.Rows.Skip(1)),
            pair => Assert.True(pair.Second.Top >= pair.First.Top + layout.RowHeight - 1e-6)
        );
        Assert.True(layout.NameEvery * layout.RowHeight >= 13);
    }

    [Fact]
    public void The_more_lanes_the_taller_until_the_view_is_full()
    {
        int[] heights = [.. new[] { 1, 4, 8, 12 }.Select(clients => Lay(SampleTimelines.Clients(clients)).Height)];

        Assert.Equal(heights.Order().Distinct(), heights);
    }

    [Fact]
    public void Every_group_stands_over_the_same_time()
    {
        TimelineLayout layout = Lay(SampleTimelines.Clients(8));

        Assert.Equal((0, 112), (layout.Time.From, layout.Time.To));
        Assert.Equal([0, 20, 40, 60, 80, 100], layout.Time.Ticks);
        Assert.Equal(2, layout.Groups.Count);
        Assert.True(layout.Groups[0].Bottom < layout.Groups[1].TitleMiddle);
    }

    [Theory]
    [InlineData(0.4, "µs", "0 100 200 300 400")]
    [InlineData(112, "ms", "0 20 40 60 80 100")]
    [InlineData(4200, "ms", "0 1000 2000 3000 4000")]
    [InlineData(7300, "s", "0 2 4 6")]
    public void Time_is_marked_at_few_round_numbers(double to, string unit, string numbers)
    {
        var scale = TimeScale.Of([to]);

        Assert.Equal(unit, scale.Unit);
        Assert.Equal(numbers, string.Join(' ', scale.Texts));
    }

    [Fact]
    public void Time_without_a_length_still_has_a_scale()
    {
        Assert.True(TimeScale.Of([]).To > 0);
        Assert.True(TimeScale.Of([0, 0]).Ticks.Count > 1);
    }

    [Fact]
    public void What_is_too_short_to_be_seen_is_drawn_long_enough()
    {
        TimelineLayout layout = Lay(
            OneLane(
                new LaneSpan(LaneKind.Handshake, SampleTimelines.At(0), SampleTimelines.At(0.001)),
                new LaneSpan(LaneKind.Waiting, SampleTimelines.At(1), SampleTimelines.At(2000))
            )
        );

        DrawnBar bar = layout.Bars().First();
        Assert.True((bar.To - bar.From) / layout.Pixel >= 1.5);
    }

    [Fact]
    public void Neighbours_of_one_kind_that_touch_are_drawn_in_one()
    {
        IEnumerable<LaneSpan> spans = Enumerable
            .Range(0, 10_000)
            .Select(i => new LaneSpan(
                LaneKind.Echo,
                SampleTimelines.At(i * 0.1),
                SampleTimelines.At((i * 0.1) + 0.08)
            ));

        Assert.Single(Lay(OneLane([.. spans])).Bars());
    }

    [Theory]
    [InlineData(8)]
    [InlineData(32)]
    public void Marks_stay_inside_their_bars_and_apart(int clients)
    {
        TimelineLayout layout = Lay(SampleTimelines.Clients(clients));
        double half = layout.MarkSize * layout.Pixel / 2;

        Assert.NotEmpty(layout.Marks());
        foreach (IGrouping<PlacedRow, DrawnMark> row in layout.Marks().GroupBy(mark => mark.Row))
        {
            var times = row.Select(mark => mark.Time).Order().ToList();
            Assert.All(
                times,
                time => Assert.Contains(row.Key.Row.Bars, bar => bar.Start <= time - half && time + half <= bar.End)
            );
            Assert.All(times.Zip(times.Skip(1)), pair => Assert.True(pair.Second - pair.First >= 2 * half));
        }
    }

    [Fact]
    public void Dense_arrows_keep_there_and_back()
    {
        IEnumerable<LaneMark> marks = Enumerable
            .Range(0, 400)
            .Select(i => new LaneMark(
                SampleTimelines.At(i * 0.25),
                i % 8 < 4 ? Direction.ToServer : Direction.ToClient
            ));
        var lane = new Lane
        {
            Name = "a",
            Spans = [new LaneSpan(LaneKind.Handshake, SampleTimelines.At(0), SampleTimelines.At(100))],
            Marks = [.. marks],
        };

        var drawn = Lay(new LanesDiagram("one", new LaneGroup { Title = "g", Lanes = [lane] }))
            .Marks()
            .Select(mark => mark.Sign.Symbol)
            .ToList();

        Assert.InRange(drawn.Count, 20, 80);
        Assert.All(drawn.Zip(drawn.Skip(1)), pair => Assert.NotEqual(pair.First, pair.Second));
    }

    [Fact]
    public void A_lost_datagram_is_never_left_out()
    {
        IEnumerable<LaneMark> marks = Enumerable
            .Range(0, 400)
            .Select(i => new LaneMark(SampleTimelines.At(i * 0.25), Direction.ToServer) { Lost = i == 211 });
        var lane = new Lane
        {
            Name = "a",
            Spans = [new LaneSpan(LaneKind.Waiting, SampleTimelines.At(0), SampleTimelines.At(100))],
            Marks = [.. marks],
        };

        IEnumerable<DrawnMark> drawn = Lay(new LanesDiagram("one", new LaneGroup { Title = "g", Lanes = [lane] }))
            .Marks();

        Assert.Equal(52.75, Assert.Single(drawn, mark => mark.Sign.Symbol == "x-thin").Time);
    }

    [Fact]
    public void Words_behind_a_lane_have_their_room()
    {
        TimelineLayout layout = Lay(SampleTimelines.Losses(9));

        Assert.True(layout.Right > 18);
        foreach (PlacedRow? row in layout.Rows.Where(row => row.Row.Failure.Length > 0))
        {
            Assert.True(
                ((layout.Time.To - row.Row.End) / layout.Pixel) + layout.Right >= 9 + (row.Row.Failure.Length * 7)
            );
        }
    }

    [Fact]
    public void A_figure_has_few_traces_whatever_it_shows()
    {
        foreach (
            Timeline? timeline in new[]
            {
                LanesTimeline.Of(SampleTimelines.Clients(256)),
                LanesTimeline.Of(SampleTimelines.Losses(256)),
                SelectLoopTimeline.Of(SampleTimelines.Loop(256)),
            }
        )
        {
            Assert.InRange(TimelineFigure.Of(timeline, TimelineLayout.Of(timeline), "lanes").Traces.Count, 1, 14);
        }
    }

    [Fact]
    public void The_thread_of_a_loop_is_in_one_row_at_a_time_and_goes_straight_to_the_next()
    {
        Timeline timeline = SelectLoopTimeline.Of(SampleTimelines.Loop(8));
        List<TimelineStop> corners = [.. PathSteps.Of(timeline.Path, TimelineLayout.Of(timeline).Pixel)];

        Assert.All(
            corners.Zip(corners.Skip(1)),
            pair => Assert.True(pair.First.Row == pair.Second.Row || pair.First.Time == pair.Second.Time)
        );
        Assert.All(corners.Zip(corners.Skip(1)), pair => Assert.True(pair.First.Time <= pair.Second.Time));
        Assert.Equal(9, corners.Select(corner => corner.Row).Distinct().Count());
    }

    [Fact]
    public void A_long_line_is_thinned_to_what_the_screen_can_show()
    {
        var steps = Enumerable.Range(0, 50_000).Select(i => new TimelineStop(i * 0.01, i % 7)).ToList();

        List<TimelineStop> corners = [.. PathSteps.Of(steps, 1)];

        Assert.InRange(corners.Count, 1000, 8000);
        Assert.Equal(Enumerable.Range(0, 7), corners.Select(corner => corner.Row).Distinct().Order());
    }
}
