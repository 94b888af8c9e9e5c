namespace DtlsNotebooks.Pictures.Timelines;

/// <summary>
/// Reads off the datagrams when the server was at work: from what it received to what it sent for it. While it waits
/// for a client, or has not yet taken one up, it is not.
/// </summary>
internal static class ServerLane
{
    // What follows this soon belongs to the same answer.
    private static readonly TimeSpan SameAnswer = TimeSpan.FromMilliseconds(20);

    /// <summary>The lane; null where the server sent nothing.</summary>
    /// <param name="datagrams">All datagrams, in the order in which they were sent.</param>
    public static Lane? Of(IReadOnlyList<LaneDatagram> datagrams)
    {
        List<(TimeSpan Time, LaneDatagram Datagram)> events =
        [
            .. datagrams
                .Where(datagram => datagram.AtServer is not null)
                .Select(datagram => (datagram.AtServer!.Value, datagram))
                .OrderBy(pair => pair.Value),
        ];
        List<LaneSpan> spans = [.. Joined(Work(events).OrderBy(span => span.Start))];
        return spans.Count == 0 ? null : new Lane { Name = "the server", Spans = spans };
    }

    private static IEnumerable<LaneSpan> Work(List<(TimeSpan Time, LaneDatagram Datagram)> events)
    {
        foreach (
            IGrouping<System.Net.IPEndPoint, (TimeSpan Time, LaneDatagram Datagram)> client in events.GroupBy(pair =>
                pair.Datagram.Captured.Client
            )
        )
        {
            bool taken = false;
            TimeSpan? asked = null;
            TimeSpan? answered = null;
            foreach ((TimeSpan time, LaneDatagram datagram) in client)
            {
                if (!datagram.FromServer)
                {
                    asked ??= taken ? time : null;
                    answered = null;
                    continue;
                }
                if (datagram.IsCookie)
                    continue;
                TimeSpan? from = !taken ? Before(events, time) : asked ?? Recent(answered, time);
                if (from is { } start)
                    yield return new LaneSpan(LaneKind.Working, start, time);
                (taken, asked, answered) = (true, null, time);
            }
        }
    }

    // A server takes a client up when it has done with what came before, whosever that was.
    private static TimeSpan Before(List<(TimeSpan Time, LaneDatagram Datagram)> events, TimeSpan time) =>
        events.TakeWhile(pair => pair.Time < time).Select(pair => pair.Time).DefaultIfEmpty(time).Last();

    private static TimeSpan? Recent(TimeSpan? answered, TimeSpan time) =>
        time - answered < SameAnswer ? answered : null;

    private static IEnumerable<LaneSpan> Joined(IEnumerable<LaneSpan> spans)
    {
        LaneSpan? last = null;
        foreach (LaneSpan span in spans)
        {
            if (last is not null && span.Start <= last.End)
            {
                last = last with { End = span.End > last.End ? span.End : last.End };
                continue;
            }
            if (last is not null)
                yield return last;
            last = span;
        }
        if (last is not null)
            yield return last;
    }
}
