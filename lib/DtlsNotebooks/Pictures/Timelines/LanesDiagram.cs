using System.Diagnostics.CodeAnalysis;
using DtlsNotebooks.Display;
using DtlsNotebooks.Pictures.Plotting;

namespace DtlsNotebooks.Pictures.Timelines;

/// <summary>
/// What many did at the same time: one lane a client or thread, real time to the right, groups under each other
/// over one axis of time, so that two ways of doing the same can be held against each other.
/// </summary>
/// <example><code>new LanesDiagram("Eight clients arrive at once", oneThread.Lanes("one thread"), threads.Lanes("a thread for each"))</code></example>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed record LanesDiagram : IDisplayable
{
    /// <summary>A picture whose title and groups are set by initializers.</summary>
    public LanesDiagram() { }

    /// <summary>A picture of groups.</summary>
    /// <param name="title">What happened, in a few words.</param>
    /// <param name="groups">What is compared, from top to bottom.</param>
    [SetsRequiredMembers]
    public LanesDiagram(string title, params IReadOnlyList<LaneGroup> groups)
    {
        Title = title;
        Groups = groups;
    }

    /// <summary>What happened, in a few words.</summary>
    public required string Title { get; init; }

    /// <summary>The figures; empty for none.</summary>
    public string Subtitle { get; init; } = "";

    /// <summary>What is compared, from top to bottom; the times of all of them count from the same zero.</summary>
    public required IReadOnlyList<LaneGroup> Groups { get; init; }

    /// <summary>
    /// What the legend calls a kind here, such as "waits for the lock" for <see cref="LaneKind.Waiting"/>; kinds
    /// without a name keep their usual one.
    /// </summary>
    public IReadOnlyDictionary<LaneKind, string> KindNames { get; init; } = new Dictionary<LaneKind, string>();

    /// <inheritdoc/>
    /// <remarks>
    /// Drawn by plotly.js once the page has <see cref="Charts.Ready"/>; until then the text form stands in its place.
    /// </remarks>
    public string ToHtml() =>
        FigureHtml.Write(TimelineHtml.Picture(LanesTimeline.Of(this), "lanes"), PlotlyRenderer.Shared);

    /// <inheritdoc/>
    public string ToText() => TimelineText.Write(LanesTimeline.Of(this));

    /// <summary>The same as <see cref="ToText"/>.</summary>
    public override string ToString() => ToText();
}
