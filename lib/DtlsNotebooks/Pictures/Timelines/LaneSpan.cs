namespace DtlsNotebooks.Pictures.Timelines;

/// <summary>A stretch of time in a <see cref="Lane"/>.</summary>
/// <param name="Kind">Decides the colour.</param>
/// <param name="Start">When it begins, counted from the start of the picture.</param>
/// <param name="End">When it ends, counted from the start of the picture.</param>
public sealed record LaneSpan(LaneKind Kind, TimeSpan Start, TimeSpan End)
{
    /// <summary>What hovering shows besides kind and times; empty for nothing.</summary>
    public string Text { get; init; } = "";

    /// <summary>How long it is.</summary>
    public TimeSpan Duration => End - Start;
}
