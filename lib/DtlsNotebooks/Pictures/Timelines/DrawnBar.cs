namespace DtlsNotebooks.Pictures.Timelines;

/// <summary>A bar as it is drawn: never too short to be seen, and in one with neighbours that touch it.</summary>
/// <param name="Ink">How it looks.</param>
/// <param name="From">Its left end, in milliseconds.</param>
/// <param name="To">Its right end, in milliseconds.</param>
/// <param name="Row">Its row.</param>
internal sealed record DrawnBar(TimelineInk Ink, double From, double To, PlacedRow Row);
