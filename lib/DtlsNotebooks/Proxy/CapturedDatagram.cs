using System.Net;

namespace DtlsNotebooks.Proxy;

/// <summary>One datagram as a UdpProxy saw it.</summary>
public sealed record CapturedDatagram
{
    /// <summary>Its number in the capture, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>Which way it travelled.</summary>
    public required Direction Direction { get; init; }

    /// <summary>Address and port of the client it came from or went to, as the client's own socket has them.</summary>
    public required IPEndPoint Client { get; init; }

    /// <summary>Address and port of the server.</summary>
    public required IPEndPoint Server { get; init; }

    /// <summary>When the proxy received it, counted from the proxy's start on a monotonic clock.</summary>
    public required TimeSpan Received { get; init; }

    /// <summary>When the proxy handed it on; null where it never did.</summary>
    public TimeSpan? Delivered { get; init; }

    /// <summary>The UDP payload as it was sent.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>The UDP payload as it was handed on, which differs from <see cref="Payload"/> only where an impairment corrupted it.</summary>
    public required ReadOnlyMemory<byte> DeliveredPayload { get; init; }

    /// <summary>What became of it.</summary>
    public required Fate Fate { get; init; }

    /// <summary>The <see cref="Number"/> of the datagram that the network repeated to make this one; null for one that was sent.</summary>
    public int? CopyOf { get; init; }

    /// <summary>Sender: the client or the server, by <see cref="Direction"/>.</summary>
    public IPEndPoint Source => Direction == Direction.ToServer ? Client : Server;

    /// <summary>Receiver: the client or the server, by <see cref="Direction"/>.</summary>
    public IPEndPoint Destination => Direction == Direction.ToServer ? Server : Client;
}
