using DtlsNotebooks.Lessons;
using DtlsNotebooks.Pictures.Timelines;

namespace DtlsNotebooks.Tests.Lessons;

public sealed class LanesRiddleTests
{
    [Fact]
    public void The_answers_can_be_read_off_the_picture()
    {
        IReadOnlyList<Lane> lanes = Assert.Single(LanesRiddle.Picture.Groups).Lanes;
        List<(TimeSpan From, TimeSpan To)> served =
        [
            .. lanes
                .Select(lane => lane.Spans.Where(span => span.Kind != LaneKind.Waiting).ToList())
                .Select(spans => (spans[0].Start, spans[^1].End)),
        ];

        int mostAtOnce = served.Max(late => served.Count(other => other.From <= late.From && late.From < other.To));
        int longest = served.FindIndex(span => span.To - span.From == served.Max(other => other.To - other.From)) + 1;

        Assert.Equal(LanesRiddle.Threads, mostAtOnce);
        Assert.Equal($"client {LanesRiddle.LongestServed}", lanes[longest - 1].Name);
        Assert.Equal(LanesRiddle.LongestWait, served.Max(span => span.From).TotalMilliseconds);
    }

    [Fact]
    public void A_server_with_fewer_threads_than_clients_is_never_idle_while_somebody_waits() =>
        Assert.InRange(LanesRiddle.Threads, 2, Assert.Single(LanesRiddle.Picture.Groups).Lanes.Count - 1);
}
