namespace DtlsNotebooks.Pictures.Timelines;

/// <summary>Reads the lane of one client off its datagrams.</summary>
internal static class LaneReader
{
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
        return lane with { Spans = [.. Spans(first, Earliest(begin, handshake), handshake, last)] };
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

    private static IEnumerable<LaneSpan> Spans(TimeSpan first, TimeSpan begin, TimeSpan? handshake, TimeSpan last)
    {
        if (begin > first)
            yield return new LaneSpan(LaneKind.Waiting, first, begin);
        if (handshake is { } end)
            yield return new LaneSpan(LaneKind.Handshake, begin, end);
        if (last > (handshake ?? begin))
            yield return new LaneSpan(LaneKind.Echo, handshake ?? begin, last);
    }
}
