using System.Globalization;
using System.Net;
using DtlsNotebooks.Dissection;
using DtlsNotebooks.Udp;

namespace DtlsNotebooks.Pictures.ByteMaps;

/// <summary>Names the bytes of a UDP datagram (RFC 768).</summary>
internal static class UdpByteMap
{
    private const string Source = "RFC 768";

    public static ByteMap Of(
        UdpDatagram datagram,
        IPAddress source,
        IPAddress destination,
        string? title,
        string subtitle
    ) =>
        new()
        {
            Title =
                title
                ?? $"UDP datagram from port {datagram.Header.SourcePort} to port "
                    + $"{datagram.Header.DestinationPort}, {Count(datagram.Payload.Length)} of data",
            Subtitle = subtitle,
            Bytes = datagram.ToArray(),
            Fields =
            [
                Word(
                    0,
                    "Source Port",
                    datagram.Header.SourcePort,
                    "The port of the sender, to which an answer goes; 0 where none is wanted."
                ),
                Word(
                    2,
                    "Destination Port",
                    datagram.Header.DestinationPort,
                    "The port of the receiver: the operating system hands the data to the socket bound to it."
                ),
                Length(datagram),
                Checksum(datagram, source, destination),
                Data(datagram),
            ],
        };

    private static ByteField Word(int offset, string name, ushort value, string meaning) =>
        new()
        {
            Name = name,
            Offset = offset,
            Length = 2,
            Value = DecimalAndHex(value),
            Meaning = meaning,
            Source = Source,
        };

    private static ByteField Length(UdpDatagram datagram)
    {
        int here = UdpHeader.Size + datagram.Payload.Length;
        bool fits = datagram.Header.Length == here;
        return Word(
            4,
            "Length",
            datagram.Header.Length,
            fits
                ? $"Bytes of header and data together: {UdpHeader.Size} + {datagram.Payload.Length}."
                : $"Bytes of header and data together should be {here}: the field does not fit the datagram."
        ) with
        {
            Faulty = !fits,
        };
    }

    private static ByteField Checksum(UdpDatagram datagram, IPAddress source, IPAddress destination)
    {
        ushort checksum = datagram.Header.Checksum;
        ChecksumVerdict verdict = datagram.CheckChecksum(source, destination);
        return Word(6, "Checksum", checksum, Verdict(datagram, verdict, source, destination)) with
        {
            Value = DecimalAndHex(checksum),
            Source = verdict == ChecksumVerdict.Missing ? "RFC 8200, section 8.1" : "RFC 768; RFC 1071",
            Faulty = verdict is ChecksumVerdict.Wrong or ChecksumVerdict.Missing,
        };
    }

    private static string Verdict(
        UdpDatagram datagram,
        ChecksumVerdict verdict,
        IPAddress source,
        IPAddress destination
    ) =>
        verdict switch
        {
            ChecksumVerdict.Valid =>
                "It verifies: pseudo-header, header and data add up to FFFF in one's complement. It finds "
                    + "accidental errors and is no protection against a person.",
            ChecksumVerdict.NotComputed => "0 says that the sender computed no checksum, which IPv4 allows.",
            ChecksumVerdict.Missing =>
                "0 says that the sender computed no checksum, which IPv6 forbids: a receiver discards the datagram.",
            _ => "It does not verify: "
                + $"{datagram.Header.ComputeChecksum(source, destination, datagram.Payload.Span):X4} would be "
                + "right. A receiver discards the datagram without a word.",
        };

    private static ByteField Data(UdpDatagram datagram) =>
        new()
        {
            Name = "Data",
            Offset = UdpHeader.Size,
            Length = datagram.Payload.Length,
            Value = PayloadPreview.Of(datagram.Payload.Span),
            Meaning = datagram.Payload.IsEmpty
                ? "Nothing: a datagram without data is legal, and its receiver is told of 0 bytes."
                : $"The payload, {Count(datagram.Payload.Length)}: what the program gave to the send call.",
            Source = Source,
        };

    private static string DecimalAndHex(ushort value) =>
        string.Create(CultureInfo.InvariantCulture, $"{value} (0x{value:X4})");

    private static string Count(int bytes) => bytes == 1 ? "1 byte" : $"{bytes} bytes";
}
