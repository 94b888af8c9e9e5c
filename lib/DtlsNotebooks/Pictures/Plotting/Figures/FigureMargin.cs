namespace DtlsNotebooks.Pictures.Plotting.Figures;

/// <summary>Pixels on each side.</summary>
internal sealed record FigureMargin(int Left, int Right, int Top, int Bottom);
