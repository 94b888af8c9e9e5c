namespace DtlsNotebooks.Pictures.Timelines;

/// <summary>One thing that the thread of a select loop did.</summary>
/// <param name="Activity">What it did.</param>
/// <param name="Start">When it began, counted from the start of the picture.</param>
/// <param name="End">When it went on to the next thing, counted from the start of the picture.</param>
/// <param name="Connection">For which connection, such as "client 3"; empty for none.</param>
public sealed record LoopStep(LoopActivity Activity, TimeSpan Start, TimeSpan End, string Connection = "")
{
    /// <summary>What hovering shows besides activity and times; empty for nothing.</summary>
    public string Text { get; init; } = "";

    /// <summary>How long it took.</summary>
    public TimeSpan Duration => End - Start;
}
