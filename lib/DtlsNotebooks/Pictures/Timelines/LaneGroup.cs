namespace DtlsNotebooks.Pictures.Timelines;

/// <summary>Lanes under one title: one of the things that a <see cref="LanesDiagram"/> compares.</summary>
public sealed record LaneGroup
{
    /// <summary>What was done, such as "a thread for each client".</summary>
    public required string Title { get; init; }

    /// <summary>The lanes, from top to bottom.</summary>
    public required IReadOnlyList<Lane> Lanes { get; init; }

    /// <summary>
    /// The server's own lane, which stands below the others and counts for nothing else here; null for none.
    /// </summary>
    public Lane? Server { get; init; }

    /// <summary>From the first span's start to the last one's end; what failed counts too.</summary>
    public TimeSpan Duration =>
        Lanes.Count == 0 ? TimeSpan.Zero : Lanes.Max(lane => lane.End) - Lanes.Min(lane => lane.Start);

    /// <summary>How many lanes ended badly.</summary>
    public int Failures => Lanes.Count(lane => lane.Failure.Length > 0);

    /// <summary>
    /// The same lanes in the order in which they ended, and named by it: "client 1" is who was served first.
    /// </summary>
    /// <param name="name">What each is called, before its number.</param>
    public LaneGroup InOrderOfService(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return this with
        {
            Lanes = [.. Lanes.OrderBy(lane => lane.End).Select((lane, at) => lane with { Name = $"{name} {at + 1}" })],
        };
    }

    /// <summary>How long all spans of one kind are together.</summary>
    /// <param name="kind">The kind.</param>
    public TimeSpan TimeIn(LaneKind kind) =>
        Lanes
            .SelectMany(lane => lane.Spans)
            .Where(span => span.Kind == kind)
            .Aggregate(TimeSpan.Zero, (sum, span) => sum + span.Duration);
}
