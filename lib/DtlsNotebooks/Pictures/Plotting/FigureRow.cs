namespace DtlsNotebooks.Pictures.Plotting;

/// <summary>A stripe of a figure that can be chosen by pointer, finger and keyboard.</summary>
/// <param name="Top">Its top in units of the figure's vertical axis.</param>
/// <param name="Height">Its height in the same units.</param>
/// <param name="Name">What it is, as a screen reader says it and as the head of what opens.</param>
/// <param name="Details">What opens, one line a fact; leading spaces indent. Empty where it opens the fold.</param>
internal sealed record FigureRow(double Top, double Height, string Name, IReadOnlyList<string> Details);
