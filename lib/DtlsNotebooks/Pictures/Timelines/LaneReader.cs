namespace DtlsNotebooks.Pictures.Timelines;

/// <summary>Reads the lane of one client off its datagrams.</summary>
internal static class LaneReader
{
    private static readonly TimeSpan LeastPause = TimeSpan.FromMilliseconds(1);

    /// <summary>The lane.</summary>
    /// <param name="name">The client's name.</param>
    /// <param name="datagrams">Its datagrams, at least one, in the order in which they were sent.</param>
    public static Lane Read(string name, IReadOnlyList<LaneDatagram> datagrams)
    {
        TimeSpan first = datagrams[0].Sent;
        TimeSpan last = datagrams.Max(datagram => datagram.Seen);
        TimeSpan? taken = datagrams.FirstOrDefault(datagram => datagram.FromServer && !datagram.IsCookie)?.Sent;
        var lane = new Lane { Name = name, Marks = [.. datagrams.Select(datagram => datagram.Mark)] };
        if (taken is not { } begin)
            return lane with { Spans = [new LaneSpan(LaneKind.Waiting, first, last)], Failure = "no answer" };
        TimeSpan? echo = datagrams
            .Where(datagram => datagram.IsData)
            .Select(datagram => (TimeSpan?)datagram.Sent)
            .FirstOrDefault();
        TimeSpan? handshake = HandshakeEnd(datagrams, echo ?? last, echo is null);
        List<LaneSpan> spans = [];
        begin = Earliest(begin, handshake);
        Add(spans, LaneKind.Waiting, first, begin);
        if (handshake is { } end)
            Add(spans, LaneKind.Handshake, begin, end);
        Talk(spans, datagrams, handshake ?? begin, last, handshake is null ? LaneKind.Echo : LaneKind.Pausing);
        return lane with { Spans = spans };
    }

    // A question lasts until its answer has come, a pause until the next question, a goodbye to the end.
    private static void Talk(
        List<LaneSpan> spans,
        IReadOnlyList<LaneDatagram> datagrams,
        TimeSpan from,
        TimeSpan last,
        LaneKind now
    )
    {
        foreach (
            (TimeSpan time, LaneDatagram datagram) in datagrams
                .Where(datagram => datagram.IsData || datagram.IsAlert)
                .Select(datagram => (datagram.FromServer ? datagram.Seen : datagram.Sent, datagram))
                .Where(pair => pair.Item1 >= from)
                .OrderBy(pair => pair.Item1)
        )
        {
            LaneKind next =
                datagram.IsAlert || now == LaneKind.Closing ? LaneKind.Closing
                : datagram.FromServer ? LaneKind.Pausing
                : LaneKind.Echo;
            if (next == now)
                continue;
            // A moment between two datagrams is no pause.
            if (now != LaneKind.Pausing || time - from >= LeastPause)
            {
                Add(spans, now, from, time);
                from = time;
            }
            now = next;
        }
        Add(spans, now == LaneKind.Pausing && last - from < LeastPause ? LaneKind.Echo : now, from, last);
    }

    private static void Add(List<LaneSpan> spans, LaneKind kind, TimeSpan from, TimeSpan to)
    {
        if (to <= from)
            return;
        if (spans.Count > 0 && spans[^1].Kind == kind && spans[^1].End == from)
            spans[^1] = spans[^1] with { End = to };
        else
            spans.Add(new LaneSpan(kind, from, to));
    }

    // Null for a client that made no handshake, which is what plain UDP does.
    private static TimeSpan? HandshakeEnd(IReadOnlyList<LaneDatagram> datagrams, TimeSpan limit, bool toEnd)
    {
        if (!datagrams.Any(datagram => datagram.IsHandshake))
            return null;
        return toEnd
            ? limit
            : datagrams
                .Where(datagram => datagram.IsHandshake && datagram.Seen <= limit)
                .Select(datagram => datagram.Seen)
                .DefaultIfEmpty(limit)
                .Max();
    }

    private static TimeSpan Earliest(TimeSpan one, TimeSpan? other) => other is { } time && time < one ? time : one;
}
