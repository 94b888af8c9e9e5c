using DtlsNotebooks.Display;
using DtlsNotebooks.Pictures.Plotting;

namespace DtlsNotebooks.Pictures.Ladders;

/// <summary>
/// A packet timeline: lifelines side by side, time downward, one row a datagram.
/// What it shows, not how it is drawn.
/// </summary>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed record LadderDiagram : IDisplayable
{
    /// <summary>What happened, in a few words.</summary>
    public required string Title { get; init; }

    /// <summary>The figures: how many datagrams and bytes, what was lost.</summary>
    public string Subtitle { get; init; } = "";

    /// <summary>The names of the lifelines, from left to right; at least two.</summary>
    /// <exception cref="ArgumentException">There are fewer than two.</exception>
    public required IReadOnlyList<string> Participants
    {
        get;
        init =>
            field =
                value.Count >= 2
                    ? value
                    : throw new ArgumentException("A ladder needs at least two participants.", nameof(value));
    }

    /// <summary>The rows, from top to bottom, in the order of <see cref="LadderMessage.Sent"/>.</summary>
    public required IReadOnlyList<LadderMessage> Messages { get; init; }

    /// <summary>Known stretches, which are shown as one band until it is opened; in order, apart from each other.</summary>
    public IReadOnlyList<LadderFold> Folds { get; init; } = [];

    /// <summary>
    /// The silence from which on a gap between two rows is drawn as a marked row of its own. A shorter one
    /// is marked too where it is ten times the usual gap of the ladder, or where a timer made it.
    /// </summary>
    public TimeSpan SilenceThreshold { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>What happened, in one or two sentences made from the rows.</summary>
    public string Sentence => LadderSentence.Of(this);

    /// <inheritdoc/>
    /// <remarks>
    /// Drawn by plotly.js once the page has <see cref="Charts.Ready"/>; until then the text form stands in its place.
    /// </remarks>
    public string ToHtml() => FigureHtml.Write(LadderHtml.Picture(this), PlotlyRenderer.Shared);

    /// <inheritdoc/>
    public string ToText() => LadderText.Write(this, LadderLayout.Of(this));

    /// <summary>The same as <see cref="ToText"/>.</summary>
    public override string ToString() => ToText();
}
