using System.Buffers.Binary;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Tests.Dissection;

/// <summary>Writes datagrams as a pcap file of raw IPv4 packets, for a foreign dissector to read.</summary>
internal static class PcapFile
{
    private const int RawIp = 101;

    public static void Write(string path, IEnumerable<CapturedDatagram> datagrams)
    {
        using var file = new BinaryWriter(File.Create(path));
        file.Write(0xA1B2C3D4u);
        file.Write((ushort)2);
        file.Write((ushort)4);
        file.Write(0);
        file.Write(0);
        file.Write(262144);
        file.Write(RawIp);
        foreach (CapturedDatagram datagram in datagrams)
        {
            byte[] packet = Packet(datagram);
            file.Write((int)datagram.Received.TotalSeconds);
            file.Write((int)(datagram.Received.Ticks / TimeSpan.TicksPerMicrosecond % 1_000_000));
            file.Write(packet.Length);
            file.Write(packet.Length);
            file.Write(packet);
        }
    }

    private static byte[] Packet(CapturedDatagram datagram)
    {
        byte[] packet = new byte[28 + datagram.Payload.Length];
        packet[0] = 0x45;
        packet[8] = 64;
        packet[9] = 17;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)packet.Length);
        datagram.Source.Address.GetAddressBytes().CopyTo(packet, 12);
        datagram.Destination.Address.GetAddressBytes().CopyTo(packet, 16);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(20), (ushort)datagram.Source.Port);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(22), (ushort)datagram.Destination.Port);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(24), (ushort)(8 + datagram.Payload.Length));
        datagram.Payload.Span.CopyTo(packet.AsSpan(28));
        return packet;
    }
}
