namespace DtlsNotebooks.Pictures.Timelines;

/// <summary>Where the line that connects rows is.</summary>
/// <param name="Time">When, in milliseconds.</param>
/// <param name="Row">In which row, counted over all groups from 0.</param>
internal readonly record struct TimelineStop(double Time, int Row);
