namespace DtlsNotebooks.Pictures.Plotting.Figures;

/// <summary>Words in the picture, all of them one trace.</summary>
internal sealed record FigureText : FigureTrace
{
    /// <summary>The words.</summary>
    public required IReadOnlyList<FigureLabel> Labels { get; init; }
}
