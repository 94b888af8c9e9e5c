using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace DtlsNotebooks.Udp;

/// <summary>The header of a UDP datagram: four 16-bit fields in network byte order (RFC 768).</summary>
/// <param name="SourcePort">The sender's port, or 0 where the sender wants no answer.</param>
/// <param name="DestinationPort">The receiver's port.</param>
/// <param name="Length">Length in bytes of header and payload together, 8 to 65,535.</param>
/// <param name="Checksum">The checksum over pseudo-header, header and payload; 0 says that none was computed.</param>
public readonly record struct UdpHeader(ushort SourcePort, ushort DestinationPort, ushort Length, ushort Checksum)
{
    /// <summary>Size of the header in bytes.</summary>
    public const int Size = 8;

    /// <summary>
    /// The largest payload in bytes over IPv4: 65,535 of the IP packet less 20 for the IPv4 header and 8 for this one.
    /// </summary>
    public const int MaximumIPv4Payload = 65_535 - 20 - Size;

    /// <summary>
    /// The largest payload in bytes that fits one Ethernet frame over IPv4: 1,500 less 20 for the IPv4 header and 8 for
    /// this one.
    /// </summary>
    public const int MaximumEthernetPayload = 1_500 - 20 - Size;

    /// <summary>The largest payload in bytes over IPv6, jumbograms (RFC 2675) left aside.</summary>
    public const int MaximumIPv6Payload = 65_535 - Size;

    /// <summary>Size of the payload in bytes, as <see cref="Length"/> has it.</summary>
    public int PayloadLength => Math.Max(0, Length - Size);

    /// <summary>The header of a datagram, with its right length and checksum.</summary>
    /// <param name="source">The sender.</param>
    /// <param name="destination">The receiver, of the same address family.</param>
    /// <param name="payload">The payload.</param>
    /// <exception cref="ArgumentException">
    /// The families differ, or the payload is larger than a datagram can carry.
    /// </exception>
    public static UdpHeader For(IPEndPoint source, IPEndPoint destination, ReadOnlySpan<byte> payload)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(destination);
        int limit =
            source.AddressFamily == AddressFamily.InterNetwork || source.Address.IsIPv4MappedToIPv6
                ? MaximumIPv4Payload
                : MaximumIPv6Payload;
        if (payload.Length > limit)
        {
            throw new ArgumentException(
                $"A UDP datagram here carries at most {limit} bytes of payload, and this payload has {payload.Length}.",
                nameof(payload)
            );
        }

        UdpHeader header = new((ushort)source.Port, (ushort)destination.Port, (ushort)(Size + payload.Length), 0);
        return header with { Checksum = header.ComputeChecksum(source.Address, destination.Address, payload) };
    }

    /// <summary>
    /// The checksum that this header must carry, whatever it carries now (RFC 768; RFC 8200, section 8.1).
    /// A checksum that computes to 0 is given as FFFF, because 0 in the field means that none was computed.
    /// </summary>
    /// <param name="source">The sender's address.</param>
    /// <param name="destination">The receiver's address, of the same family.</param>
    /// <param name="payload">The payload.</param>
    /// <exception cref="ArgumentException">The families differ, or <see cref="Length"/> is below 8.</exception>
    public ushort ComputeChecksum(IPAddress source, IPAddress destination, ReadOnlySpan<byte> payload)
    {
        Span<byte> header = stackalloc byte[Size];
        (this with { Checksum = 0 }).WriteTo(header);
        ushort checksum = new PseudoHeader(source, destination, Length).Sum().Add(header).Add(payload).Checksum;
        return checksum == 0 ? (ushort)0xFFFF : checksum;
    }

    /// <summary>Reads the header at the start of a datagram.</summary>
    /// <param name="datagram">Bytes from the network: header and, usually, payload.</param>
    /// <returns>The header, or where and why the bytes are none.</returns>
    public static ParseResult<UdpHeader> Parse(ReadOnlySpan<byte> datagram)
    {
        if (datagram.Length < Size)
        {
            return new ParseError(
                datagram.Length,
                $"A UDP header has {Size} bytes and only {datagram.Length} are here."
            );
        }

        UdpHeader header = new(
            BinaryPrimitives.ReadUInt16BigEndian(datagram),
            BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]),
            BinaryPrimitives.ReadUInt16BigEndian(datagram[4..]),
            BinaryPrimitives.ReadUInt16BigEndian(datagram[6..])
        );
        if (header.Length < Size)
        {
            return new ParseError(
                4,
                $"The length field says {header.Length} and cannot be below {Size}, the size of the header itself."
            );
        }

        return header;
    }

    /// <summary>Writes the header's eight bytes.</summary>
    /// <param name="buffer">At least <see cref="Size"/> bytes.</param>
    /// <returns>How many bytes were written: <see cref="Size"/>.</returns>
    /// <exception cref="ArgumentException">The buffer is too small.</exception>
    public int WriteTo(Span<byte> buffer)
    {
        if (buffer.Length < Size)
        {
            throw new ArgumentException(
                $"A UDP header needs {Size} bytes and the buffer has {buffer.Length}.",
                nameof(buffer)
            );
        }

        BinaryPrimitives.WriteUInt16BigEndian(buffer, SourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(buffer[2..], DestinationPort);
        BinaryPrimitives.WriteUInt16BigEndian(buffer[4..], Length);
        BinaryPrimitives.WriteUInt16BigEndian(buffer[6..], Checksum);
        return Size;
    }

    /// <summary>The header's eight bytes.</summary>
    public byte[] ToArray()
    {
        byte[] bytes = new byte[Size];
        WriteTo(bytes);
        return bytes;
    }
}
