namespace DtlsNotebooks.Pictures.Plotting.Figures;

/// <summary>Filled polygons, a null between two.</summary>
internal sealed record FigureArea : FigureTrace
{
    /// <summary>Horizontal places of the corners.</summary>
    public required IReadOnlyList<double?> X { get; init; }

    /// <summary>Vertical places of the corners.</summary>
    public required IReadOnlyList<double?> Y { get; init; }

    /// <summary>Colour of the inside.</summary>
    public required string Color { get; init; }
}
