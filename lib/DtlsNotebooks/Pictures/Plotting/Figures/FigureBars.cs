namespace DtlsNotebooks.Pictures.Plotting.Figures;

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
