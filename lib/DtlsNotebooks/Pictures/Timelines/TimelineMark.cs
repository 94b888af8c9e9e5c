namespace DtlsNotebooks.Pictures.Timelines;

/// <summary>A moment in a row.</summary>
/// <param name="Sign">How it looks.</param>
/// <param name="Time">When it is, in milliseconds.</param>
/// <param name="Hover">What hovering shows, one line a fact; empty for what its bar says.</param>
internal sealed record TimelineMark(TimelineSign Sign, double Time, string Hover = "");
