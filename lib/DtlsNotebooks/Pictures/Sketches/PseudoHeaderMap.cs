using System.Globalization;
using System.Net;
using DtlsNotebooks.Dissection;
using DtlsNotebooks.Pictures.ByteMaps;
using DtlsNotebooks.Udp;

namespace DtlsNotebooks.Pictures.Sketches;

/// <summary>What a UDP checksum covers: the pseudo-header, which never travels, then header and data (RFC 768).</summary>
internal static class PseudoHeaderMap
{
    private const string Source = "RFC 768; RFC 8200, section 8.1";

    /// <summary>The bytes with their names.</summary>
    public static ByteMap Of(UdpDatagram datagram, IPAddress source, IPAddress destination)
    {
        int length = UdpHeader.Size + datagram.Payload.Length;
        byte[] pseudo = new PseudoHeader(source, destination, length).ToArray();
        int address = source.GetAddressBytes().Length;
        bool four = address == 4;
        int rest = 2 * address;
        IEnumerable<ByteField> fields = four
            ?
            [
                Field("zero", rest, 1, "0", "Makes the number of bytes even."),
                Field("protocol", rest + 1, 1, "17, UDP", "So that a segment of TCP is not taken for a datagram."),
                Field("UDP length", rest + 2, 2, Number(length), "The length once more."),
            ]
            :
            [
                Field("UDP length", rest, 4, Number(length), "The length once more, in four bytes."),
                Field("zeros", rest + 4, 3, "0", "Fill up to four bytes."),
                Field("next header", rest + 7, 1, "17, UDP", "So that a segment of TCP is not taken for a datagram."),
            ];
        ByteMap real = datagram.ByteMapOf(source, destination);
        return new ByteMap
        {
            Title = "What the checksum covers",
            Subtitle = string.Create(
                CultureInfo.InvariantCulture,
                $"{pseudo.Length} bytes of pseudo-header, which never travel, and {length} bytes of datagram"
            ),
            Bytes = (byte[])[.. pseudo, .. real.Bytes.Span],
            Fields =
            [
                new ByteField
                {
                    Name = "pseudo-header",
                    Offset = 0,
                    Length = pseudo.Length,
                    Meaning =
                        "Never sent: both ends make it from what they know. It ties the datagram to its addresses.",
                    Source = Source,
                    Children =
                    [
                        Field("source address", 0, address, source.ToString(), "From the IP header."),
                        Field("destination address", address, address, destination.ToString(), "From the IP header."),
                        .. fields,
                    ],
                },
                .. real.Fields.Select(field => field with { Offset = field.Offset + pseudo.Length }),
            ],
        };
    }

    private static ByteMap ByteMapOf(this UdpDatagram datagram, IPAddress source, IPAddress destination) =>
        UdpByteMap.Of(datagram, source, destination, null, "");

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

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
