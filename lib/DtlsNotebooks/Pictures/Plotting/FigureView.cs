using DtlsNotebooks.Pictures.Plotting.Figures;

namespace DtlsNotebooks.Pictures.Plotting;

/// <summary>One state of a picture: what is drawn, and which stripes of it can be chosen.</summary>
/// <param name="Figure">What is drawn.</param>
/// <param name="Rows">The stripes, from top to bottom.</param>
internal sealed record FigureView(Figure Figure, IReadOnlyList<FigureRow> Rows);
