using DtlsNotebooks.Pictures.Markup;

namespace DtlsNotebooks.Pictures.Timelines;

/// <summary>Rows under a title.</summary>
/// <param name="Title">The title; empty for none.</param>
/// <param name="Rows">The rows.</param>
internal sealed record TimelineGroup(string Title, IReadOnlyList<TimelineRow> Rows);

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

/// <summary>A stretch of time in a row.</summary>
/// <param name="Ink">How it looks.</param>
/// <param name="Start">When it begins, in milliseconds.</param>
/// <param name="End">When it ends, in milliseconds.</param>
/// <param name="Hover">What hovering shows, one line a fact.</param>
internal sealed record TimelineBar(TimelineInk Ink, double Start, double End, string Hover);

/// <summary>A moment in a row.</summary>
/// <param name="Sign">How it looks.</param>
/// <param name="Time">When it is, in milliseconds.</param>
/// <param name="Hover">What hovering shows, one line a fact; empty for what its bar says.</param>
internal sealed record TimelineMark(TimelineSign Sign, double Time, string Hover = "");

/// <summary>Where the line that connects rows is.</summary>
/// <param name="Time">When, in milliseconds.</param>
/// <param name="Row">In which row, counted over all groups from 0.</param>
internal readonly record struct TimelineStop(double Time, int Row);

/// <summary>How one kind of mark looks.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Symbol">plotly.js's name of its symbol.</param>
/// <param name="Letter">How the legend draws it.</param>
/// <param name="Color">Its colour on the ground and on quiet bars.</param>
/// <param name="OnBar">Its colour inside a coloured bar; null for one that does not lie inside bars.</param>
/// <param name="Loud">It is kept where marks are too close to be told apart, and shown in the text form.</param>
internal sealed record TimelineSign(
    string Name,
    string Symbol,
    char Letter,
    ThemeColor Color,
    ThemeColor? OnBar = null,
    bool Loud = false
);

/// <summary>How one kind of bar looks.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Color">Its colour.</param>
/// <param name="Letter">What it is made of in the text form.</param>
/// <param name="Quiet">
/// It is background: in the text form whatever else happens at that time is shown in its place.
/// </param>
internal sealed record TimelineInk(string Name, ThemeColor Color, char Letter, bool Quiet = false)
{
    /// <summary>Where in the height of a bar it begins, from 0.</summary>
    public double Top { get; init; }

    /// <summary>Where in the height of a bar it ends, to 1.</summary>
    public double Bottom { get; init; } = 1;

    /// <summary>It is hatched: time in which nothing is done.</summary>
    public bool Hatched { get; init; }
}
