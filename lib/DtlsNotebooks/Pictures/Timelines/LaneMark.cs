using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Pictures.Timelines;

/// <summary>A datagram in a <see cref="Lane"/>: a small arrow.</summary>
/// <param name="Time">When it was sent, counted from the start of the picture.</param>
/// <param name="Direction">
/// Which way it went: the arrow points to the right for the server, to the left for the client.
/// </param>
/// <param name="Text">What was in it, for hovering; empty for nothing.</param>
public sealed record LaneMark(TimeSpan Time, Direction Direction, string Text = "")
{
    /// <summary>It never arrived: a cross in place of the arrow.</summary>
    public bool Lost { get; init; }
}
