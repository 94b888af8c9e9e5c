using DtlsNotebooks.Pictures.Markup;

namespace DtlsNotebooks.Pictures.Timelines;

/// <summary>Where a group lies, in pixels from the top.</summary>
/// <param name="Title">Its title.</param>
/// <param name="TitleMiddle">Middle of the title's line.</param>
/// <param name="Top">Top of its first row.</param>
/// <param name="Bottom">Bottom of its last row; the numbers of the axis stand under it.</param>
internal sealed record PlacedGroup(string Title, double TitleMiddle, double Top, double Bottom);

/// <summary>Where a row lies, in pixels from the top.</summary>
/// <param name="Row">The row.</param>
/// <param name="Index">Its place in its group, from 0.</param>
/// <param name="Top">Top of the row.</param>
internal sealed record PlacedRow(TimelineRow Row, int Index, double Top);

/// <summary>A bar as it is drawn: never too short to be seen, and in one with neighbours that touch it.</summary>
/// <param name="Ink">How it looks.</param>
/// <param name="From">Its left end, in milliseconds.</param>
/// <param name="To">Its right end, in milliseconds.</param>
/// <param name="Row">Its row.</param>
internal sealed record DrawnBar(TimelineInk Ink, double From, double To, PlacedRow Row);

/// <summary>A mark as it is drawn.</summary>
/// <param name="Sign">How it looks.</param>
/// <param name="Color">In which colour.</param>
/// <param name="Time">Its place, in milliseconds.</param>
/// <param name="Row">Its row.</param>
internal sealed record DrawnMark(TimelineSign Sign, ThemeColor Color, double Time, PlacedRow Row);
