using System.Globalization;
using System.Net;
using System.Net.Sockets;
using DtlsNotebooks.Dissection;
using DtlsNotebooks.Pictures.ByteMaps;

namespace DtlsNotebooks.Lessons;

/// <summary>
/// The bytes of a <c>struct sockaddr_in</c> with their names: what an <see cref="IPEndPoint"/> becomes before the
/// operating system sees it.
/// </summary>
public static class SocketAddressMap
{
    private const string Source = "POSIX, netinet/in.h";
    private const int Size = 16;

    /// <summary>Lays the structure open that .NET makes of an IPv4 address and a port.</summary>
    /// <param name="endPoint">The address and the port.</param>
    /// <returns>The byte map.</returns>
    /// <exception cref="ArgumentException">The address is not of IPv4, so the structure is another one.</exception>
    public static ByteMap Of(IPEndPoint endPoint)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        if (endPoint.AddressFamily != AddressFamily.InterNetwork)
        {
            throw new ArgumentException(
                "This is an address of IPv6, whose structure is sockaddr_in6: give one of IPv4.",
                nameof(endPoint)
            );
        }

        byte[] bytes = endPoint.Serialize().Buffer[..Size].ToArray();
        // BSD and macOS begin with a length of one byte; Linux and Windows use both bytes for the family.
        bool hasLength = bytes[0] == Size;
        return new ByteMap
        {
            Title = $"struct sockaddr_in of {endPoint}",
            Subtitle = "as this operating system wants it",
            Bytes = bytes,
            Fields =
            [
                .. hasLength
                    ? [Field("sin_len", 0, 1, "16", "The length of the structure, on BSD and macOS.")]
                    : Array.Empty<ByteField>(),
                Field(
                    "sin_family",
                    hasLength ? 1 : 0,
                    hasLength ? 1 : 2,
                    "AF_INET (2)",
                    "Which kind of address follows: IPv4. Two bytes of it are in the processor's own order."
                ),
                Field(
                    "sin_port",
                    2,
                    2,
                    string.Create(CultureInfo.InvariantCulture, $"{endPoint.Port} (0x{endPoint.Port:X4})"),
                    "The port in network byte order: the most significant byte first."
                ),
                Field("sin_addr", 4, 4, endPoint.Address.ToString(), "The IPv4 address in network byte order."),
                Field("sin_zero", 8, 8, "", "Padding to the size of the general struct sockaddr."),
            ],
        };
    }

    private static ByteField Field(string name, int offset, int length, string value, string meaning) =>
        new()
        {
            Name = name,
            Offset = offset,
            Length = length,
            Value = value,
            Meaning = meaning,
            Source = Source,
        };
}
