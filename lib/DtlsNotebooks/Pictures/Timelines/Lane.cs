namespace DtlsNotebooks.Pictures.Timelines;

/// <summary>What one client or thread did, from left to right, in a <see cref="LanesDiagram"/>.</summary>
public sealed record Lane
{
    /// <summary>Whose lane it is, such as "client 3".</summary>
    public required string Name { get; init; }

    /// <summary>What it did, in the order of time; spans do not overlap.</summary>
    public IReadOnlyList<LaneSpan> Spans { get; init; } = [];

    /// <summary>The datagrams it sent and was sent, in the order of time.</summary>
    public IReadOnlyList<LaneMark> Marks { get; init; } = [];

    /// <summary>How it went wrong in the end, such as "gave up"; empty for a lane in which all went well.</summary>
    public string Failure { get; init; } = "";

    /// <summary>When its first span or mark begins; zero for an empty lane.</summary>
    public TimeSpan Start => Times.DefaultIfEmpty().Min();

    /// <summary>When its last span or mark ends; zero for an empty lane.</summary>
    public TimeSpan End => Times.DefaultIfEmpty().Max();

    private IEnumerable<TimeSpan> Times =>
        Spans.SelectMany(span => new[] { span.Start, span.End }).Concat(Marks.Select(mark => mark.Time));
}
