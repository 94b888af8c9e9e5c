namespace DtlsNotebooks.Pictures.Timelines;

/// <summary>A row of bars.</summary>
internal sealed record TimelineRow
{
    /// <summary>What stands before it.</summary>
    public required string Name { get; init; }

    /// <summary>Its bars in the order of time.</summary>
    public required IReadOnlyList<TimelineBar> Bars { get; init; }

    /// <summary>Its marks in the order of time.</summary>
    public IReadOnlyList<TimelineMark> Marks { get; init; } = [];

    /// <summary>Words in red behind a red cross at its end; empty for none.</summary>
    public string Failure { get; init; } = "";

    /// <summary>When its last bar or mark ends, in milliseconds.</summary>
    public double End =>
        Math.Max(
            Bars.Select(bar => bar.End).DefaultIfEmpty().Max(),
            Marks.Select(mark => mark.Time).DefaultIfEmpty().Max()
        );
}
