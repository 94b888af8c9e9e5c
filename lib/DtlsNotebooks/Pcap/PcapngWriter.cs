using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace DtlsNotebooks.Pcap;

/// <summary>
/// Writes a pcapng file (draft-ietf-opsawg-pcapng) with time stamps in nanoseconds, little-endian. First the
/// interfaces,
/// then key logs, then packets: Wireshark uses a key log for the packets that follow it.
/// </summary>
public sealed class PcapngWriter
{
    private const byte NanosecondResolution = 9;
    private readonly Stream _stream;
    private int _interfaces;

    /// <summary>Begins a file.</summary>
    /// <param name="stream">Where it is written; it stays open.</param>
    /// <param name="application">The program that writes it.</param>
    public PcapngWriter(Stream stream, string application = "DTLS Notebooks")
    {
        ArgumentNullException.ThrowIfNull(stream);
        this._stream = stream;
        ArrayBufferWriter<byte> body = new();
        WriteUInt32(body, PcapngFormat.ByteOrderMagic);
        WriteUInt16(body, 1);
        WriteUInt16(body, 0);
        WriteUInt32(body, uint.MaxValue); // The section's length is not told ahead.
        WriteUInt32(body, uint.MaxValue);
        WriteOption(body, PcapngFormat.UserApplication, Encoding.UTF8.GetBytes(application));
        EndOptions(body);
        WriteBlock(PcapngFormat.SectionHeaderBlock, body);
    }

    /// <summary>Writes an interface, whose packets then carry its index.</summary>
    /// <param name="linkType">What its packets begin with.</param>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it is; empty for none.</param>
    /// <returns>Its index; the first is 0.</returns>
    public int WriteInterface(LinkType linkType, string name, string description = "")
    {
        ArrayBufferWriter<byte> body = new();
        WriteUInt16(body, (ushort)linkType);
        WriteUInt16(body, 0);
        WriteUInt32(body, 0); // No packet is cut off.
        WriteOption(body, PcapngFormat.InterfaceName, Encoding.UTF8.GetBytes(name));
        if (!string.IsNullOrEmpty(description))
            WriteOption(body, PcapngFormat.InterfaceDescription, Encoding.UTF8.GetBytes(description));
        WriteOption(body, PcapngFormat.TimestampResolution, [NanosecondResolution]);
        EndOptions(body);
        WriteBlock(PcapngFormat.InterfaceDescriptionBlock, body);
        return _interfaces++;
    }

    /// <summary>Writes secrets with which the packets that follow can be decrypted.</summary>
    /// <param name="keyLog">Lines in the NSS key log format, such as "CLIENT_RANDOM …".</param>
    public void WriteKeyLog(string keyLog)
    {
        byte[] secrets = Encoding.ASCII.GetBytes(keyLog);
        ArrayBufferWriter<byte> body = new();
        WriteUInt32(body, PcapngFormat.TlsKeyLog);
        WriteUInt32(body, (uint)secrets.Length);
        WritePadded(body, secrets);
        WriteBlock(PcapngFormat.DecryptionSecretsBlock, body);
    }

    /// <summary>Writes a packet.</summary>
    /// <param name="nanoseconds">When it was seen, in nanoseconds since 1970-01-01T00:00:00Z.</param>
    /// <param name="packet">Its bytes, all of them.</param>
    /// <param name="comment">A note on it, which Wireshark shows; empty for none.</param>
    /// <param name="interfaceIndex">Its interface.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// No such interface was written, or the time is before 1970.
    /// </exception>
    public void WritePacket(long nanoseconds, ReadOnlySpan<byte> packet, string comment = "", int interfaceIndex = 0)
    {
        if (interfaceIndex < 0 || interfaceIndex >= _interfaces)
        {
            throw new ArgumentOutOfRangeException(
                nameof(interfaceIndex),
                interfaceIndex,
                "Write the interface before its packets."
            );
        }

        ArgumentOutOfRangeException.ThrowIfNegative(nanoseconds);

        ArrayBufferWriter<byte> body = new();
        WriteUInt32(body, (uint)interfaceIndex);
        WriteUInt32(body, (uint)(nanoseconds >> 32));
        WriteUInt32(body, (uint)nanoseconds);
        WriteUInt32(body, (uint)packet.Length);
        WriteUInt32(body, (uint)packet.Length);
        WritePadded(body, packet);
        if (!string.IsNullOrEmpty(comment))
        {
            WriteOption(body, PcapngFormat.Comment, Encoding.UTF8.GetBytes(comment));
            EndOptions(body);
        }

        WriteBlock(PcapngFormat.EnhancedPacketBlock, body);
    }

    private void WriteBlock(uint type, ArrayBufferWriter<byte> body)
    {
        ArrayBufferWriter<byte> block = new();
        uint length = (uint)(PcapngFormat.BlockOverhead + body.WrittenCount);
        WriteUInt32(block, type);
        WriteUInt32(block, length);
        block.Write(body.WrittenSpan);
        WriteUInt32(block, length);
        _stream.Write(block.WrittenSpan);
    }

    private static void WriteOption(ArrayBufferWriter<byte> body, ushort code, ReadOnlySpan<byte> value)
    {
        ReadOnlySpan<byte> fitting = value.Length > ushort.MaxValue ? value[..ushort.MaxValue] : value;
        WriteUInt16(body, code);
        WriteUInt16(body, (ushort)fitting.Length);
        WritePadded(body, fitting);
    }

    private static void EndOptions(ArrayBufferWriter<byte> body) => WriteUInt32(body, PcapngFormat.EndOfOptions);

    private static void WritePadded(ArrayBufferWriter<byte> body, ReadOnlySpan<byte> value)
    {
        body.Write(value);
        body.Write(stackalloc byte[PcapngFormat.Padded(value.Length) - value.Length]);
    }

    private static void WriteUInt16(ArrayBufferWriter<byte> body, ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(body.GetSpan(2), value);
        body.Advance(2);
    }

    private static void WriteUInt32(ArrayBufferWriter<byte> body, uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(body.GetSpan(4), value);
        body.Advance(4);
    }
}
