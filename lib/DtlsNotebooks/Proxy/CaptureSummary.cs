using System.Globalization;

namespace DtlsNotebooks.Proxy;

/// <summary>The figures of a capture.</summary>
public sealed record CaptureSummary
{
    /// <summary>Both directions together.</summary>
    public required DirectionSummary Total { get; init; }

    /// <summary>What clients sent to the server.</summary>
    public required DirectionSummary ToServer { get; init; }

    /// <summary>What the server sent to clients.</summary>
    public required DirectionSummary ToClient { get; init; }

    /// <summary>How many different clients there are.</summary>
    public required int Clients { get; init; }

    /// <summary>From the first datagram to the last event: sent or handed on.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The figures in one line.</summary>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Total}; to the server {ToServer.Datagrams}, to the client{(Clients == 1 ? "" : "s")} {ToClient.Datagrams}; {Duration.TotalMilliseconds:0.0} ms"
        );
}
