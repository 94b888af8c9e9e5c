using System.Text.Json.Serialization;

namespace DtlsNotebooks.Pictures.Plotting.Figures;

/// <summary>
/// One layer of a <see cref="Figure"/>. There are few of them, since their number is what makes drawing slow.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(FigureLine), "line")]
[JsonDerivedType(typeof(FigureArea), "area")]
[JsonDerivedType(typeof(FigureBars), "bars")]
[JsonDerivedType(typeof(FigureText), "text")]
internal abstract record FigureTrace
{
    /// <summary>Its name in the legend; empty for one that is not listed.</summary>
    public string Name { get; init; } = "";

    /// <summary>What hovering over each point shows, one line a fact; empty where hovering shows nothing.</summary>
    public IReadOnlyList<string> Hover { get; init; } = [];
}

/// <summary>Lines, points, or both. A null starts a new line, so that a hundred arrows are one trace.</summary>
internal sealed record FigureLine : FigureTrace
{
    /// <summary>Horizontal places, with nulls between lines.</summary>
    public required IReadOnlyList<double?> X { get; init; }

    /// <summary>Vertical places, with nulls between lines.</summary>
    public required IReadOnlyList<double?> Y { get; init; }

    /// <summary>Colour of line and points.</summary>
    public required string Color { get; init; }

    /// <summary>Width of the line in pixels; 0 for points alone.</summary>
    public double Width { get; init; }

    /// <summary>plotly.js's name of the dash pattern.</summary>
    public string Dash { get; init; } = "solid";

    /// <summary>From 0, not to be seen, to 1.</summary>
    public double Opacity { get; init; } = 1;

    /// <summary>plotly.js's name of the symbol; empty for none.</summary>
    public string Symbol { get; init; } = "";

    /// <summary>
    /// Size of the symbol at each point, in pixels; 0 where there is none. One number stands for all.
    /// </summary>
    public IReadOnlyList<double> SymbolSizes { get; init; } = [];

    /// <summary>Whether symbols point along the line.</summary>
    public bool Directed { get; init; }

    /// <summary>How far the whisker goes below each point; empty for no whiskers.</summary>
    public IReadOnlyList<double> Below { get; init; } = [];

    /// <summary>How far the whisker goes above each point; empty for no whiskers.</summary>
    public IReadOnlyList<double> Above { get; init; } = [];
}

/// <summary>Filled polygons, a null between two.</summary>
internal sealed record FigureArea : FigureTrace
{
    /// <summary>Horizontal places of the corners.</summary>
    public required IReadOnlyList<double?> X { get; init; }

    /// <summary>Vertical places of the corners.</summary>
    public required IReadOnlyList<double?> Y { get; init; }

    /// <summary>Colour of the inside.</summary>
    public required string Color { get; init; }

    /// <summary>Whether the inside is hatched: slanted lines of the colour, with the ground between them.</summary>
    public bool Hatched { get; init; }
}

/// <summary>Bars at 0, 1, 2 … of a category axis.</summary>
internal sealed record FigureBars : FigureTrace
{
    /// <summary>The length of each bar; null for a missing one.</summary>
    public required IReadOnlyList<double?> Values { get; init; }

    /// <summary>Words at the end of each bar.</summary>
    public required IReadOnlyList<string> Texts { get; init; }

    /// <summary>Colour of the bars.</summary>
    public required string Color { get; init; }

    /// <summary>Colour of the words.</summary>
    public required string TextColor { get; init; }

    /// <summary>Bars to the right in place of upward.</summary>
    public bool Horizontal { get; init; }

    /// <summary>How far the whisker goes below each value; empty for no whiskers.</summary>
    public IReadOnlyList<double> Below { get; init; } = [];

    /// <summary>How far the whisker goes above each value; empty for no whiskers.</summary>
    public IReadOnlyList<double> Above { get; init; } = [];
}

/// <summary>Words in the picture, all of them one trace.</summary>
internal sealed record FigureText : FigureTrace
{
    /// <summary>The words.</summary>
    public required IReadOnlyList<FigureLabel> Labels { get; init; }
}

/// <summary>A line of words at a place.</summary>
internal sealed record FigureLabel
{
    /// <summary>Horizontal place.</summary>
    public required double X { get; init; }

    /// <summary>Vertical place.</summary>
    public required double Y { get; init; }

    /// <summary>Where the words lie, seen from the place, as plotly.js names it.</summary>
    public string Position { get; init; } = "middle center";

    /// <summary>Pixels by which the place is moved to the right.</summary>
    public double Shift { get; init; }

    /// <summary>The horizontal room in units of the axis, 0 for no bound: what does not fit is shortened.</summary>
    public double Room { get; init; }

    /// <summary>
    /// What does not fit the room goes on in further lines, and all that lies below moves down; nothing is shortened.
    /// </summary>
    public bool Wrap { get; init; }

    /// <summary>It is left out where the window is narrow.</summary>
    public bool WideOnly { get; init; }

    /// <summary>The words, in pieces of one look each.</summary>
    public required IReadOnlyList<FigureRun> Runs { get; init; }
}
