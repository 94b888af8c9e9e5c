using System.Diagnostics;
using System.Net;

namespace DtlsNotebooks.Proxy.Relaying;

/// <summary>
/// One datagram on its way through the proxy. What is set once is readable by all; what changes is guarded by the lock
/// of its
/// <see cref="Recording"/>. Times are <see cref="Stopwatch"/> ticks.
/// </summary>
internal sealed class RelayedDatagram
{
    public required int Number { get; init; }

    public required int Generation { get; init; }

    public required Direction Direction { get; init; }

    public required IPEndPoint Client { get; init; }

    public required IPEndPoint Server { get; init; }

    public required ReadOnlyMemory<byte> Payload { get; init; }

    public required long Origin { get; init; }

    public required long Received { get; init; }

    /// <summary>Time of day at <see cref="Origin"/>.</summary>
    public DateTimeOffset Started { get; init; }

    public int? CopyOf { get; init; }

    /// <summary>The way to its client and server; null only in tests.</summary>
    public ClientPath? Path { get; init; }

    /// <summary>What is handed on; not <see cref="Payload"/> where it was corrupted.</summary>
    public ReadOnlyMemory<byte> DeliveredPayload { get; set; }

    public DeliveryStatus Status { get; set; }

    public long? Delivered { get; set; }

    /// <summary>The call that sends it has not returned yet.</summary>
    public bool IsInSendCall { get; set; }

    /// <summary>
    /// When it is due; an entry of the delivery queue with another time is out of date. Used by the relay's thread
    /// alone.
    /// </summary>
    public long Due { get; set; }

    public CapturedDatagram Snapshot() =>
        new()
        {
            Number = Number,
            Direction = Direction,
            Client = Client,
            Server = Server,
            Received = Stopwatch.GetElapsedTime(Origin, Received),
            Delivered = Delivered is { } delivered ? Stopwatch.GetElapsedTime(Origin, delivered) : null,
            Payload = Payload,
            DeliveredPayload = DeliveredPayload,
            Status = Status,
            CopyOf = CopyOf,
        };
}
