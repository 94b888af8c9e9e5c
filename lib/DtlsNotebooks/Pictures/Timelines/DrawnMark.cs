using DtlsNotebooks.Pictures.Markup;

namespace DtlsNotebooks.Pictures.Timelines;

/// <summary>A mark as it is drawn.</summary>
/// <param name="Sign">How it looks.</param>
/// <param name="Color">In which colour.</param>
/// <param name="Time">Its place, in milliseconds.</param>
/// <param name="Row">Its row.</param>
internal sealed record DrawnMark(TimelineSign Sign, ThemeColor Color, double Time, PlacedRow Row);
