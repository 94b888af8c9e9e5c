using DtlsNotebooks.Dtls;

namespace DtlsNotebooks.Lessons;

/// <summary>One round of a loop around a nonblocking call.</summary>
/// <param name="Status">What the call returned.</param>
/// <param name="Timer">How long the wait might take at most; null where no timer ran.</param>
/// <param name="Wait">How the wait ended, in the loop's own words.</param>
public sealed record CallLogEntry(DtlsStatus Status, TimeSpan? Timer, string Wait);
