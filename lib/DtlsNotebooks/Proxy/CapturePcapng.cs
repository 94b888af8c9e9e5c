using System.Globalization;
using DtlsNotebooks.Pcap;

namespace DtlsNotebooks.Proxy;

/// <summary>
/// Writes a capture as a pcapng file. It is what was sent, seen where the senders are: every datagram at the time of
/// its
/// sending and with the payload that was sent. What the network then did stands in the comment of the packet.
/// A copy that the network made is in the file too, beside its original, and its comment says so.
/// </summary>
internal static class CapturePcapng
{
    public static void Write(Capture capture, Stream stream, string? keyLog)
    {
        PcapngWriter writer = Begin(stream, keyLog);
        foreach (CapturedDatagram datagram in capture)
            Append(writer, datagram, capture.Started);
    }

    /// <summary>Writes what stands before the packets.</summary>
    public static PcapngWriter Begin(Stream stream, string? keyLog)
    {
        ArgumentNullException.ThrowIfNull(stream);
        PcapngWriter writer = new(stream);
        writer.WriteInterface(
            LinkType.Raw,
            "UdpProxy",
            "A recording proxy on loopback; IP and UDP headers are rebuilt from ports and payload."
        );
        if (!string.IsNullOrEmpty(keyLog))
            writer.WriteKeyLog(keyLog);
        return writer;
    }

    /// <summary>Writes one packet.</summary>
    public static void Append(PcapngWriter writer, CapturedDatagram datagram, DateTimeOffset started)
    {
        long start = Math.Max(0, (started.UtcTicks - DateTime.UnixEpoch.Ticks) * TimeSpan.NanosecondsPerTick);
        byte[] packet = IPPacket.For(datagram.Source, datagram.Destination, datagram.Payload).ToArray();
        writer.WritePacket(start + (datagram.Received.Ticks * TimeSpan.NanosecondsPerTick), packet, Comment(datagram));
    }

    private static string Comment(CapturedDatagram datagram)
    {
        string note = DeliveryWords.Note(datagram);
        if (datagram.CopyOf is { } original)
        {
            note += string.Create(
                CultureInfo.InvariantCulture,
                $"; a copy of datagram {original}, made by the network"
            );
        }

        return note;
    }
}
