namespace DtlsNotebooks.Pictures.Timelines;

/// <summary>A stretch of time in a row.</summary>
/// <param name="Ink">How it looks.</param>
/// <param name="Start">When it begins, in milliseconds.</param>
/// <param name="End">When it ends, in milliseconds.</param>
/// <param name="Hover">What hovering shows, one line a fact.</param>
internal sealed record TimelineBar(TimelineInk Ink, double Start, double End, string Hover);
