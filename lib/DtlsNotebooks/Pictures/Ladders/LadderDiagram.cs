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

    /// <summary>
    /// The silence from which on a gap between two rows is drawn as a marked row of its own.
    /// </summary>
    public TimeSpan SilenceThreshold { get; init; } = TimeSpan.FromMilliseconds(200);

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
