namespace DtlsNotebooks.Pictures.Timelines;

/// <summary>Where a row lies, in pixels from the top.</summary>
/// <param name="Row">The row.</param>
/// <param name="Index">Its place in its group, from 0.</param>
/// <param name="Top">Top of the row.</param>
internal sealed record PlacedRow(TimelineRow Row, int Index, double Top);
