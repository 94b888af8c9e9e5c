using System.Diagnostics.CodeAnalysis;
using DtlsNotebooks.Display;
using DtlsNotebooks.Pictures.Plotting;

namespace DtlsNotebooks.Pictures.Timelines;

/// <summary>
/// What the one thread of a select loop did: a row for select, a row for each connection, real time to the right, and
/// a thin
/// line that follows the thread from row to row. It is in one place at a time.
/// </summary>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed record SelectLoopDiagram : IDisplayable
{
    /// <summary>A picture whose title and steps are set by initializers.</summary>
    public SelectLoopDiagram() { }

    /// <summary>A picture of steps.</summary>
    /// <param name="title">What happened, in a few words.</param>
    /// <param name="steps">What the thread did, in its order.</param>
    [SetsRequiredMembers]
    public SelectLoopDiagram(string title, IReadOnlyList<LoopStep> steps)
    {
        Title = title;
        Steps = steps;
    }

    /// <summary>What happened, in a few words.</summary>
    public required string Title { get; init; }

    /// <summary>The figures; empty for none.</summary>
    public string Subtitle { get; init; } = "";

    /// <summary>What the thread did, in its order; each step begins where the one before it ends, or later.</summary>
    public required IReadOnlyList<LoopStep> Steps { get; init; }

    /// <summary>The connections, in the order in which the thread came to them.</summary>
    public IReadOnlyList<string> Connections =>
        [.. Steps.Select(step => step.Connection).Where(name => name.Length > 0).Distinct()];

    /// <summary>From the first step's start to the last one's end.</summary>
    public TimeSpan Duration => Steps.Count == 0 ? TimeSpan.Zero : Steps[^1].End - Steps[0].Start;

    /// <summary>How long the thread did one thing, all in all.</summary>
    /// <param name="activity">What it did.</param>
    public TimeSpan TimeIn(LoopActivity activity) =>
        Steps.Where(step => step.Activity == activity).Aggregate(TimeSpan.Zero, (sum, step) => sum + step.Duration);

    /// <summary>How often the thread did one thing.</summary>
    /// <param name="activity">What it did.</param>
    public int Count(LoopActivity activity) => Steps.Count(step => step.Activity == activity);

    /// <inheritdoc/>
    /// <remarks>
    /// Drawn by plotly.js once the page has <see cref="Charts.Ready"/>; until then the text form stands in its place.
    /// </remarks>
    public string ToHtml() =>
        FigureHtml.Write(TimelineHtml.Picture(SelectLoopTimeline.Of(this), "select-loop"), PlotlyRenderer.Shared);

    /// <inheritdoc/>
    public string ToText() => TimelineText.Write(SelectLoopTimeline.Of(this));

    /// <summary>The same as <see cref="ToText"/>.</summary>
    public override string ToString() => ToText();
}
