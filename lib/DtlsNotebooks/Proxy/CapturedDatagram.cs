using System.Net;
using DtlsNotebooks.Udp;

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

    /// <summary>When the proxy received it, counted from the start of the recording on a monotonic clock.</summary>
    public required TimeSpan Received { get; init; }

    /// <summary>When the proxy handed it on; null where it never did.</summary>
    public TimeSpan? Delivered { get; init; }

    /// <summary>The UDP payload as it was sent.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>
    /// The UDP payload as it was handed on, which differs from <see cref="Payload"/> only where an impairment
    /// corrupted it.
    /// </summary>
    public required ReadOnlyMemory<byte> DeliveredPayload { get; init; }

    /// <summary>What became of it.</summary>
    public required DeliveryStatus Status { get; init; }

    /// <summary>
    /// The <see cref="Number"/> of the datagram that the network repeated to make this one; null for one that was
    /// sent.
    /// </summary>
    public int? CopyOf { get; init; }

    /// <summary>Sender: the client or the server, by <see cref="Direction"/>.</summary>
    public IPEndPoint Source => Direction == Direction.ToServer ? Client : Server;

    /// <summary>Receiver: the client or the server, by <see cref="Direction"/>.</summary>
    public IPEndPoint Destination => Direction == Direction.ToServer ? Server : Client;

    /// <summary>True where the payload that was handed on differs from the one that was sent.</summary>
    public bool IsCorrupted => !Payload.Span.SequenceEqual(DeliveredPayload.Span);

    /// <summary>True where it never reached its receiver, and never will.</summary>
    public bool IsLost => Status is not (DeliveryStatus.Pending or DeliveryStatus.Delivered);

    /// <summary>
    /// The datagram as its sender's operating system puts it together: the payload as it was sent, behind a header
    /// rebuilt from the ports, with its right checksum (RFC 768). An ordinary socket, such as the proxy's, never sees
    /// the true header.
    /// </summary>
    public UdpDatagram ToUdpDatagram() => UdpDatagram.For(Source, Destination, Payload);

    /// <summary>The datagram in one line.</summary>
    public override string ToString() =>
        $"#{Number} {Source} → {Destination}: {PayloadPreview.Of(Payload.Span)}, {Payload.Length} bytes, "
        + $"{DeliveryWords.Of(this)}";
}
