using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Pictures.Timelines;

/// <summary>What a lane's owner is doing, as far as the colour in a <see cref="LanesDiagram"/> is concerned.</summary>
public enum LaneKind
{
    /// <summary>It waits until the server takes it up.</summary>
    Waiting,

    /// <summary>A DTLS handshake (RFC 6347, section 4.2).</summary>
    Handshake,

    /// <summary>Application data goes there and back.</summary>
    Echo,

    /// <summary>It has its answer, or may ask, and sends nothing: somebody thinks or types.</summary>
    Pausing,

    /// <summary>Other work, such as computing.</summary>
    Working,

    /// <summary>The goodbye (RFC 5246, section 7.2.1).</summary>
    Closing,

    /// <summary>Time that led to nothing.</summary>
    Failed,
}

/// <summary>A stretch of time in a <see cref="Lane"/>.</summary>
/// <param name="Kind">Decides the colour.</param>
/// <param name="Start">When it begins, counted from the start of the picture.</param>
/// <param name="End">When it ends, counted from the start of the picture.</param>
public sealed record LaneSpan(LaneKind Kind, TimeSpan Start, TimeSpan End)
{
    /// <summary>What hovering shows besides kind and times; empty for nothing.</summary>
    public string Text { get; init; } = "";

    /// <summary>How long it is.</summary>
    public TimeSpan Duration => End - Start;
}

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
