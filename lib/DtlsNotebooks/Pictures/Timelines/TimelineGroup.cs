namespace DtlsNotebooks.Pictures.Timelines;

/// <summary>Rows under a title.</summary>
/// <param name="Title">The title; empty for none.</param>
/// <param name="Rows">The rows.</param>
internal sealed record TimelineGroup(string Title, IReadOnlyList<TimelineRow> Rows);
