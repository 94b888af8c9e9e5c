using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DtlsNotebooks.Udp;

/// <summary>
/// Shows the UDP checksum that the operating system itself computes and checks, on a real datagram over loopback.
/// An ordinary socket never shows the header; a raw socket does, where the process may open one (on Linux as root or
/// with the capability CAP_NET_RAW). Elsewhere every method says so instead of throwing.
/// </summary>
public static class OperatingSystemChecksum
{
    private const int UdpCork = 1;
    private static readonly SocketOptionLevel UdpLevel = (SocketOptionLevel)17;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Sends a datagram whose checksum the operating system computes in software, and shows its true header.
    /// </summary>
    /// <param name="text">The payload, sent as UTF-8; at least 2 bytes.</param>
    /// <returns>The header as the operating system wrote it, or why it cannot be seen here.</returns>
    /// <exception cref="ArgumentException">The text has fewer than 2 or more than 1,000 bytes.</exception>
    /// <remarks>
    /// On loopback Linux leaves the checksum of an ordinary datagram unfinished, because nothing can go wrong within
    /// one
    /// machine (see <see cref="ObserveOrdinary"/>). A datagram put together from two send calls (the socket option
    /// UDP_CORK, udp(7)) is finished in software; that is what is done here.
    /// </remarks>
    public static ChecksumObservation Observe(string text = "hello") => Observe(Payload(text), corked: true);

    /// <summary>
    /// Sends a datagram as every program does and shows its true header; on Linux its checksum is usually left
    /// for a network card to finish (checksum offload).
    /// </summary>
    /// <param name="text">The payload, sent as UTF-8; at least 2 bytes.</param>
    /// <returns>The header as the operating system wrote it, or why it cannot be seen here.</returns>
    /// <exception cref="ArgumentException">The text has fewer than 2 or more than 1,000 bytes.</exception>
    public static ChecksumObservation ObserveOrdinary(string text = "hello") => Observe(Payload(text), corked: false);

    /// <summary>
    /// Sends a datagram with a checksum of your choice and sees whether an ordinary socket receives it.
    /// </summary>
    /// <param name="text">The payload, sent as UTF-8; at least 2 bytes.</param>
    /// <param name="change">
    /// Makes the checksum to send of the right one, such as <c>right => (ushort)(right ^ 1)</c>; null leaves it right.
    /// </param>
    /// <returns>Whether it was delivered, or why that cannot be tried here.</returns>
    /// <exception cref="ArgumentException">The text has fewer than 2 or more than 1,000 bytes.</exception>
    public static DeliveryObservation TryDelivery(string text = "hello", Func<ushort, ushort>? change = null)
    {
        byte[] payload = Payload(text);
        if (WhyNotHere() is { } whyNot)
            return new() { WhyNot = whyNot };
        try
        {
            return Deliver(payload, change ?? (right => right));
        }
        catch (SocketException e)
        {
            return new() { WhyNot = Explain(e) };
        }
    }

    private static ChecksumObservation Observe(byte[] payload, bool corked)
    {
        if (WhyNotHere() is { } whyNot)
            return new() { WhyNot = whyNot };
        try
        {
            using Socket raw = OpenRaw();
            using Socket receiver = OpenBound();
            using Socket sender = OpenBound();
            sender.Connect(receiver.LocalEndPoint!);
            Send(sender, payload, corked);
            UdpDatagram? seen = ReceiveRaw(
                raw,
                ((IPEndPoint)sender.LocalEndPoint!).Port,
                ((IPEndPoint)receiver.LocalEndPoint!).Port
            );
            return seen is null
                ? new()
                {
                    WhyNot = $"The datagram did not reach the raw socket within {Patience.TotalSeconds:0} seconds.",
                }
                : new() { Datagram = seen };
        }
        catch (SocketException e)
        {
            return new() { WhyNot = Explain(e) };
        }
    }

    private static void Send(Socket sender, byte[] payload, bool corked)
    {
        if (!corked)
        {
            sender.Send(payload);
            return;
        }

        int half = payload.Length / 2;
        sender.SetRawSocketOption((int)UdpLevel, UdpCork, BitConverter.GetBytes(1));
        sender.Send(payload.AsSpan(0, half));
        sender.Send(payload.AsSpan(half));
        sender.SetRawSocketOption((int)UdpLevel, UdpCork, BitConverter.GetBytes(0));
    }

    private static UdpDatagram? ReceiveRaw(Socket raw, int sourcePort, int destinationPort)
    {
        byte[] packet = new byte[65_536];
        var watch = Stopwatch.StartNew();
        for (TimeSpan left = Patience; left > TimeSpan.Zero; left = Patience - watch.Elapsed)
        {
            // The raw socket sees every UDP datagram of this machine's loopback; ours is known by its ports.
            if (!raw.Poll(left, SelectMode.SelectRead))
                return null;
            int length = raw.Receive(packet);
            int headerLength = (packet[0] & 0x0F) * 4;
            if (
                length > headerLength
                && UdpDatagram
                    .Parse(packet.AsSpan(headerLength, length - headerLength))
                    .TryGet(out UdpDatagram? datagram)
                && datagram.Header.SourcePort == sourcePort
                && datagram.Header.DestinationPort == destinationPort
            )
            {
                return datagram;
            }
        }

        return null;
    }

    private static DeliveryObservation Deliver(byte[] payload, Func<ushort, ushort> change)
    {
        using Socket raw = OpenRaw();
        using Socket receiver = OpenBound();
        using Socket sender = OpenBound();
        var from = (IPEndPoint)sender.LocalEndPoint!;
        var to = (IPEndPoint)receiver.LocalEndPoint!;
        var datagram = UdpDatagram.For(from, to, payload);
        datagram = datagram with { Header = datagram.Header with { Checksum = change(datagram.Header.Checksum) } };

        raw.SendTo(datagram.ToArray(), to);
        // Loopback keeps the order: where the empty datagram arrives first, the one before it was discarded.
        sender.SendTo([], to);

        return new() { Datagram = datagram, Delivered = ReceivesBeforeEmpty(receiver, payload) };
    }

    private static bool ReceivesBeforeEmpty(Socket receiver, byte[] payload)
    {
        byte[] buffer = new byte[payload.Length];
        if (!receiver.Poll(Patience, SelectMode.SelectRead))
            return false;
        int length = receiver.Receive(buffer);
        return buffer.AsSpan(0, length).SequenceEqual(payload);
    }

    private static Socket OpenRaw()
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Raw, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    private static Socket OpenBound()
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    private static string? WhyNotHere() =>
        OperatingSystem.IsLinux()
            ? null
            : "Only Linux shows the UDP header of its own datagrams to a raw socket; this operating system does not.";

    private static string Explain(SocketException e) =>
        e.SocketErrorCode == SocketError.AccessDenied
            ? "A raw socket shows the header, and this process may not open one: on Linux it takes root or the "
                + "capability CAP_NET_RAW."
            : $"The operating system did not allow the experiment here ({e.SocketErrorCode}).";

    private static byte[] Payload(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        byte[] payload = Encoding.UTF8.GetBytes(text);
        return payload.Length is >= 2 and <= 1000
            ? payload
            : throw new ArgumentException(
                $"Give a text of 2 to 1000 bytes; this one has {payload.Length}.",
                nameof(text)
            );
    }
}
