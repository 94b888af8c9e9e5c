using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using DtlsNotebooks.Udp;

namespace DtlsNotebooks.Pcap;

/// <summary>
/// An IPv4 (RFC 791) or IPv6 (RFC 8200) packet, without options and extension headers, that carries a UDP datagram.
/// </summary>
public sealed record IPPacket
{
    private const int IPv4HeaderSize = 20;
    private const int IPv6HeaderSize = 40;
    private const byte HopLimit = 64;
    private const ushort DoNotFragment = 0x4000;

    /// <summary>The sender's address.</summary>
    public required IPAddress Source { get; init; }

    /// <summary>The receiver's address, of the same family.</summary>
    public required IPAddress Destination { get; init; }

    /// <summary>The UDP datagram in it.</summary>
    public required UdpDatagram Datagram { get; init; }

    /// <summary>
    /// The packet that carries a payload from one socket to another, with right lengths and checksums.
    /// </summary>
    /// <param name="source">The sender.</param>
    /// <param name="destination">The receiver, of the same address family.</param>
    /// <param name="payload">The UDP payload.</param>
    /// <exception cref="ArgumentException">
    /// The families differ, or the payload is larger than a datagram can carry.
    /// </exception>
    public static IPPacket For(IPEndPoint source, IPEndPoint destination, ReadOnlyMemory<byte> payload)
    {
        var datagram = UdpDatagram.For(source, destination, payload);
        PseudoHeader addresses = new(source.Address, destination.Address, datagram.Header.Length);
        return new()
        {
            Source = addresses.Source,
            Destination = addresses.Destination,
            Datagram = datagram,
        };
    }

    /// <summary>The packet's bytes.</summary>
    public byte[] ToArray()
    {
        bool isIPv4 = Source.AddressFamily == AddressFamily.InterNetwork;
        int headerSize = isIPv4 ? IPv4HeaderSize : IPv6HeaderSize;
        byte[] datagram = Datagram.ToArray();
        byte[] packet = new byte[headerSize + datagram.Length];
        if (isIPv4)
            WriteIPv4Header(packet);
        else
            WriteIPv6Header(packet, datagram.Length);
        datagram.CopyTo(packet, headerSize);
        return packet;
    }

    /// <summary>Reads a packet.</summary>
    /// <param name="packet">Bytes from the network, from the IP header on.</param>
    /// <returns>The packet, or where and why the bytes are none that this type can hold.</returns>
    public static ParseResult<IPPacket> Parse(ReadOnlySpan<byte> packet)
    {
        if (packet.IsEmpty)
            return new ParseError(0, "An IP packet begins with its version, and no byte is here.");
        return (packet[0] >> 4) switch
        {
            4 => ParseIPv4(packet),
            6 => ParseIPv6(packet),
            int version => new ParseError(0, $"The version of an IP packet is 4 or 6, and this one says {version}."),
        };
    }

    private void WriteIPv4Header(Span<byte> packet)
    {
        packet[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], (ushort)packet.Length);
        // The identification may stay 0 where a packet is never fragmented (RFC 6864, section 4.1).
        BinaryPrimitives.WriteUInt16BigEndian(packet[6..], DoNotFragment);
        packet[8] = HopLimit;
        packet[9] = PseudoHeader.Protocol;
        Source.TryWriteBytes(packet[12..], out _);
        Destination.TryWriteBytes(packet[16..], out _);
        BinaryPrimitives.WriteUInt16BigEndian(packet[10..], InternetChecksum.Compute(packet[..IPv4HeaderSize]));
    }

    private void WriteIPv6Header(Span<byte> packet, int payloadLength)
    {
        packet[0] = 0x60;
        BinaryPrimitives.WriteUInt16BigEndian(packet[4..], (ushort)payloadLength);
        packet[6] = PseudoHeader.Protocol;
        packet[7] = HopLimit;
        Source.TryWriteBytes(packet[8..], out _);
        Destination.TryWriteBytes(packet[24..], out _);
    }

    private static ParseResult<IPPacket> ParseIPv4(ReadOnlySpan<byte> packet)
    {
        if (packet.Length < IPv4HeaderSize)
        {
            return new ParseError(
                packet.Length,
                $"An IPv4 header has at least {IPv4HeaderSize} bytes and only {packet.Length} are here."
            );
        }

        int headerSize = (packet[0] & 0x0F) * 4;
        int length = BinaryPrimitives.ReadUInt16BigEndian(packet[2..]);
        if (headerSize < IPv4HeaderSize)
        {
            return new ParseError(
                0,
                $"The header length says {headerSize} bytes and cannot be below {IPv4HeaderSize}."
            );
        }

        if (length < headerSize || length > packet.Length)
        {
            return new ParseError(
                2,
                $"The total length says {length} bytes; the header has {headerSize} and {packet.Length} are here."
            );
        }

        if (InternetChecksum.Compute(packet[..headerSize]) != 0)
            return new ParseError(10, "The checksum of the IPv4 header does not verify.");
        if ((BinaryPrimitives.ReadUInt16BigEndian(packet[6..]) & 0x3FFF) != 0)
            return new ParseError(6, "The packet is a fragment and does not hold a whole datagram.");
        return Carrying(packet[9], 9, packet[12..16], packet[16..20], packet[headerSize..length], headerSize);
    }

    private static ParseResult<IPPacket> ParseIPv6(ReadOnlySpan<byte> packet)
    {
        if (packet.Length < IPv6HeaderSize)
        {
            return new ParseError(
                packet.Length,
                $"An IPv6 header has {IPv6HeaderSize} bytes and only {packet.Length} are here."
            );
        }

        int payloadLength = BinaryPrimitives.ReadUInt16BigEndian(packet[4..]);
        if (payloadLength > packet.Length - IPv6HeaderSize)
        {
            return new ParseError(
                4,
                $"The payload length says {payloadLength} bytes and only {packet.Length - IPv6HeaderSize} are here."
            );
        }

        return Carrying(
            packet[6],
            6,
            packet[8..24],
            packet[24..40],
            packet.Slice(IPv6HeaderSize, payloadLength),
            IPv6HeaderSize
        );
    }

    private static ParseResult<IPPacket> Carrying(
        byte protocol,
        int protocolOffset,
        ReadOnlySpan<byte> source,
        ReadOnlySpan<byte> destination,
        ReadOnlySpan<byte> payload,
        int headerSize
    )
    {
        if (protocol != PseudoHeader.Protocol)
            return new ParseError(protocolOffset, $"The packet carries protocol {protocol}, not UDP (17).");
        ParseResult<UdpDatagram> datagram = UdpDatagram.Parse(payload);
        if (datagram.Error is { } error)
            return error with { Offset = error.Offset + headerSize };
        return new IPPacket
        {
            Source = new(source),
            Destination = new(destination),
            Datagram = datagram.Value,
        };
    }
}
