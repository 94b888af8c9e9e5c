namespace DtlsNotebooks.Pictures.Plotting.Figures;

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
