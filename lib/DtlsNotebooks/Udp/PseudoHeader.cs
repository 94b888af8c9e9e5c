using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace DtlsNotebooks.Udp;

/// <summary>
/// The pseudo-header: what the UDP checksum covers besides the datagram, so that a datagram that reaches a wrong
/// address is noticed. It is never sent. For IPv4 it has 12 bytes (RFC 768), for IPv6 40 bytes (RFC 8200, section 8.1).
/// </summary>
public sealed record PseudoHeader
{
    /// <summary>The protocol number of UDP in an IP header.</summary>
    public const byte Protocol = 17;

    /// <summary>The pseudo-header of one datagram.</summary>
    /// <param name="source">The sender's address.</param>
    /// <param name="destination">The receiver's address, of the same family.</param>
    /// <param name="udpLength">Length in bytes of UDP header and payload, 8 to 65,535.</param>
    /// <exception cref="ArgumentException">One address is IPv4 and the other IPv6.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The length is not that of a UDP datagram.</exception>
    public PseudoHeader(IPAddress source, IPAddress destination, int udpLength)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(destination);
        Source = WithoutMapping(source);
        Destination = WithoutMapping(destination);
        if (Source.AddressFamily != Destination.AddressFamily)
        {
            throw new ArgumentException(
                $"{source} and {destination} are of different families: give two IPv4 or two IPv6 addresses.",
                nameof(destination)
            );
        }

        if (udpLength is < UdpHeader.Size or > ushort.MaxValue)
        {
            throw new ArgumentOutOfRangeException(
                nameof(udpLength),
                udpLength,
                "The length of a UDP datagram is 8 to 65535 bytes, its header included."
            );
        }

        UdpLength = udpLength;
    }

    /// <summary>The sender's address.</summary>
    public IPAddress Source { get; }

    /// <summary>The receiver's address.</summary>
    public IPAddress Destination { get; }

    /// <summary>Length in bytes of UDP header and payload.</summary>
    public int UdpLength { get; }

    /// <summary>12 for IPv4, 40 for IPv6.</summary>
    public int Size => Source.AddressFamily == AddressFamily.InterNetwork ? 12 : 40;

    /// <summary>Writes the pseudo-header's bytes.</summary>
    /// <param name="buffer">At least <see cref="Size"/> bytes.</param>
    /// <returns>How many bytes were written.</returns>
    /// <exception cref="ArgumentException">The buffer is too small.</exception>
    public int WriteTo(Span<byte> buffer)
    {
        if (buffer.Length < Size)
        {
            throw new ArgumentException(
                $"The pseudo-header needs {Size} bytes and the buffer has {buffer.Length}.",
                nameof(buffer)
            );
        }

        Span<byte> bytes = buffer[..Size];
        bytes.Clear();
        int addressSize = Size == 12 ? 4 : 16;
        Source.TryWriteBytes(bytes, out _);
        Destination.TryWriteBytes(bytes[addressSize..], out _);
        Span<byte> tail = bytes[(2 * addressSize)..];
        if (Size == 12)
        {
            tail[1] = Protocol;
            BinaryPrimitives.WriteUInt16BigEndian(tail[2..], (ushort)UdpLength);
        }
        else
        {
            BinaryPrimitives.WriteUInt32BigEndian(tail, (uint)UdpLength);
            tail[7] = Protocol;
        }

        return Size;
    }

    /// <summary>The pseudo-header's bytes.</summary>
    public byte[] ToArray()
    {
        byte[] bytes = new byte[Size];
        WriteTo(bytes);
        return bytes;
    }

    /// <summary>The sum that the checksum of a datagram starts from.</summary>
    public PartialSum Sum()
    {
        Span<byte> bytes = stackalloc byte[40];
        return new PartialSum().Add(bytes[..WriteTo(bytes)]);
    }

    // A dual-mode socket shows IPv4 peers as ::ffff:a.b.c.d; on the wire they speak IPv4.
    private static IPAddress WithoutMapping(IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
