namespace DtlsNotebooks.Pictures.Plotting.Figures;

/// <summary>
/// A laid-out picture as plain data: all that crosses, as JSON, into the isolated load context that draws it.
/// Colours are those of the light theme; the page's script exchanges them for a dark one.
/// </summary>
internal sealed record Figure
{
    /// <summary>What kind of picture it is, such as "ladder".</summary>
    public required string Kind { get; init; }

    /// <summary>Height of the drawing in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>The horizontal axis.</summary>
    public required FigureAxis X { get; init; }

    /// <summary>The vertical axis.</summary>
    public required FigureAxis Y { get; init; }

    /// <summary>Pixels around the plot area.</summary>
    public FigureMargin Margin { get; init; } = new(0, 0, 0, 0);

    /// <summary>What is drawn, from back to front.</summary>
    public required IReadOnlyList<FigureTrace> Traces { get; init; }

    /// <summary>Whether the named traces are listed above the plot.</summary>
    public bool Legend { get; init; }

    /// <summary>How far the pointer may be from a point to show what it says, in pixels.</summary>
    public int HoverDistance { get; init; } = 30;

    /// <summary>Colour of words and axes.</summary>
    public required string TextColor { get; init; }

    /// <summary>Colour of axis numbers.</summary>
    public required string QuietColor { get; init; }

    /// <summary>Colour of grid lines and of the frame of what hovering shows.</summary>
    public required string GridColor { get; init; }

    /// <summary>Colour of the ground of what hovering shows.</summary>
    public required string PaperColor { get; init; }
}
