namespace DtlsNotebooks.Pictures.Timelines;

/// <summary>Where a group lies, in pixels from the top.</summary>
/// <param name="Title">Its title.</param>
/// <param name="TitleMiddle">Middle of the title's line.</param>
/// <param name="Top">Top of its first row.</param>
/// <param name="Bottom">Bottom of its last row; the numbers of the axis stand under it.</param>
internal sealed record PlacedGroup(string Title, double TitleMiddle, double Top, double Bottom);
