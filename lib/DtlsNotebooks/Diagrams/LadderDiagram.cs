namespace DtlsNotebooks.Diagrams;

/// <summary>
/// A packet timeline: lifelines side by side, time downward, one row a datagram.
/// What it shows, not how it is drawn.
/// </summary>
public sealed record LadderDiagram
{
    /// <summary>What happened, in a few words.</summary>
    public required string Title { get; init; }

    /// <summary>The figures: how many datagrams and bytes, what was lost.</summary>
    public string Subtitle { get; init; } = "";

    /// <summary>The names of the lifelines, from left to right; at least two.</summary>
    public required IReadOnlyList<string> Participants { get; init; }

    /// <summary>The rows, from top to bottom, in the order of <see cref="LadderMessage.Sent"/>.</summary>
    public required IReadOnlyList<LadderMessage> Messages { get; init; }

    /// <summary>
    /// The silence from which on a gap between two rows is drawn as a marked row of its own.
    /// </summary>
    public TimeSpan SilenceThreshold { get; init; } = TimeSpan.FromMilliseconds(200);
}
