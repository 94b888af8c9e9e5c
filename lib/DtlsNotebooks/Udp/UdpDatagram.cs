using System.Net;
using System.Net.Sockets;

namespace DtlsNotebooks.Udp;

/// <summary>A UDP datagram as it lies in an IP packet: header and payload (RFC 768).</summary>
public sealed record UdpDatagram
{
    /// <summary>The header.</summary>
    public required UdpHeader Header { get; init; }

    /// <summary>The payload, as long as the header says.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>
    /// The datagram that carries a payload from one socket to another, with its right length and checksum.
    /// </summary>
    /// <param name="source">The sender.</param>
    /// <param name="destination">The receiver, of the same address family.</param>
    /// <param name="payload">The payload; it is not copied.</param>
    /// <exception cref="ArgumentException">
    /// The families differ, or the payload is larger than a datagram can carry.
    /// </exception>
    public static UdpDatagram For(IPEndPoint source, IPEndPoint destination, ReadOnlyMemory<byte> payload) =>
        new() { Header = UdpHeader.For(source, destination, payload.Span), Payload = payload };

    /// <summary>Reads a datagram.</summary>
    /// <param name="bytes">
    /// Bytes from the network, from the UDP header on; what follows the datagram's own length is left out.
    /// </param>
    /// <returns>The datagram, or where and why the bytes are none.</returns>
    public static ParseResult<UdpDatagram> Parse(ReadOnlySpan<byte> bytes)
    {
        ParseResult<UdpHeader> header = UdpHeader.Parse(bytes);
        if (header.Error is not null)
            return header.Error;
        if (header.Value.Length > bytes.Length)
        {
            return new ParseError(
                4,
                $"The length field says {header.Value.Length} bytes and only {bytes.Length} are here."
            );
        }

        return new UdpDatagram
        {
            Header = header.Value,
            Payload = bytes[UdpHeader.Size..header.Value.Length].ToArray(),
        };
    }

    /// <summary>The datagram's bytes: the header and the payload.</summary>
    public byte[] ToArray()
    {
        byte[] bytes = new byte[UdpHeader.Size + Payload.Length];
        Header.WriteTo(bytes);
        Payload.Span.CopyTo(bytes.AsSpan(UdpHeader.Size));
        return bytes;
    }

    /// <summary>Checks the checksum as a receiver does.</summary>
    /// <param name="source">The sender's address.</param>
    /// <param name="destination">The receiver's address, of the same family.</param>
    /// <exception cref="ArgumentException">The families differ.</exception>
    public ChecksumVerdict CheckChecksum(IPAddress source, IPAddress destination)
    {
        PseudoHeader pseudoHeader = new(source, destination, Math.Max(UdpHeader.Size, (int)Header.Length));
        if (Header.Checksum == 0)
        {
            return pseudoHeader.Source.AddressFamily == AddressFamily.InterNetwork
                ? ChecksumVerdict.NotComputed
                : ChecksumVerdict.Missing;
        }

        // With the checksum in its place the words add up to all ones (RFC 1071, section 1).
        PartialSum sum = pseudoHeader.Sum().Add(Header.ToArray()).Add(Payload.Span);
        return sum.Sum == 0xFFFF ? ChecksumVerdict.Valid : ChecksumVerdict.Wrong;
    }

    /// <summary>
    /// Whether a receiver accepts the checksum: it fits, or it is 0 over IPv4 and so was not computed.
    /// </summary>
    /// <param name="source">The sender's address.</param>
    /// <param name="destination">The receiver's address, of the same family.</param>
    /// <exception cref="ArgumentException">The families differ.</exception>
    public bool HasValidChecksum(IPAddress source, IPAddress destination) =>
        CheckChecksum(source, destination) is ChecksumVerdict.Valid or ChecksumVerdict.NotComputed;

    /// <summary>
    /// Whether a receiver accepts the checksum: it fits, or it is 0 over IPv4 and so was not computed.
    /// </summary>
    /// <param name="source">The sender; its address counts here, its port is in the header.</param>
    /// <param name="destination">The receiver, of the same family.</param>
    /// <exception cref="ArgumentException">The families differ.</exception>
    public bool HasValidChecksum(IPEndPoint source, IPEndPoint destination)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(destination);
        return HasValidChecksum(source.Address, destination.Address);
    }
}
