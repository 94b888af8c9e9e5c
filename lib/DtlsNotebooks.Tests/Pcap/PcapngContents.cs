using System.Text;
using DtlsNotebooks.Pcap;

namespace DtlsNotebooks.Tests.Pcap;

/// <summary>Takes up the blocks of a pcapng section one after the other.</summary>
internal sealed class PcapngContents(bool isLittleEndian)
{
    // Section 4.4
    private const uint SimplePacketBlock = 3;

    // Section 4.2
    private const ushort TimestampOffset = 14;

    private readonly List<PcapngInterface> _interfaces = [];
    private readonly List<PcapngPacket> _packets = [];
    private readonly List<string> _keyLogs = [];

    public PcapngBytes Bytes { get; } = new(isLittleEndian);

    public PcapngFile ToFile() =>
        new()
        {
            Interfaces = _interfaces,
            Packets = _packets,
            KeyLogs = _keyLogs,
        };

    /// <summary>Takes up one whole block.</summary>
    /// <returns>Where and why it makes no sense; null where it does.</returns>
    public ParseError? Take(ReadOnlySpan<byte> block, int offset)
    {
        ReadOnlySpan<byte> body = block[8..^4];
        int bodyOffset = offset + 8;
        return Bytes.UInt32(block) switch
        {
            PcapngFormat.SectionHeaderBlock => offset == 0
                ? null
                : new(offset, "The file has more than one section, and only files of one can be read here."),
            PcapngFormat.InterfaceDescriptionBlock => TakeInterface(body, bodyOffset),
            PcapngFormat.EnhancedPacketBlock => TakePacket(body, bodyOffset),
            SimplePacketBlock => TakeSimplePacket(body, bodyOffset),
            PcapngFormat.DecryptionSecretsBlock => TakeSecrets(body, bodyOffset),
            _ => null,
        };
    }

    private ParseError? TakeInterface(ReadOnlySpan<byte> body, int offset)
    {
        if (body.Length < 8)
            return new(offset, $"An interface description has at least 8 bytes and this one has {body.Length}.");
        ParseResult<Dictionary<ushort, byte[]>> options = Options(body[8..], offset + 8);
        if (options.Error is not null)
            return options.Error;
        byte resolution =
            options.Value.TryGetValue(PcapngFormat.TimestampResolution, out byte[]? value) && value.Length > 0
                ? value[0]
                : (byte)6;
        if (UnitsPerSecond(resolution) is not { } unitsPerSecond)
            return new(offset, $"A time resolution of {resolution:X2} is finer than can be read here.");
        _interfaces.Add(
            new()
            {
                LinkType = (LinkType)Bytes.UInt16(body),
                Name = Text(options.Value, PcapngFormat.InterfaceName),
                Description = Text(options.Value, PcapngFormat.InterfaceDescription),
                UnitsPerSecond = unitsPerSecond,
                OffsetSeconds =
                    options.Value.TryGetValue(TimestampOffset, out byte[]? seconds) && seconds.Length == 8
                        ? Bytes.Int64(seconds)
                        : 0,
                MostBytes = Bytes.UInt32(body[4..]),
            }
        );
        return null;
    }

    private ParseError? TakePacket(ReadOnlySpan<byte> body, int offset)
    {
        if (body.Length < 20)
            return new(offset, $"An enhanced packet has at least 20 bytes and this one has {body.Length}.");
        uint index = Bytes.UInt32(body);
        if (index >= _interfaces.Count)
            return new(offset, $"The packet names interface {index} and {_interfaces.Count} are described before it.");
        uint length = Bytes.UInt32(body[12..]);
        if (length > body.Length - 20)
            return new(offset + 12, $"The packet says {length} bytes and its block has room for {body.Length - 20}.");
        int end = Math.Min(body.Length, 20 + PcapngFormat.Padded((int)length));
        ParseResult<Dictionary<ushort, byte[]>> options = Options(body[end..], offset + end);
        if (options.Error is not null)
            return options.Error;
        ulong units = ((ulong)Bytes.UInt32(body[4..]) << 32) | Bytes.UInt32(body[8..]);
        _packets.Add(
            new()
            {
                Interface = (int)index,
                Nanoseconds = Nanoseconds(units, _interfaces[(int)index]),
                Data = body.Slice(20, (int)length).ToArray(),
                OriginalLength = (int)Math.Min(int.MaxValue, Bytes.UInt32(body[16..])),
                Comment = Text(options.Value, PcapngFormat.Comment),
            }
        );
        return null;
    }

    // It is from the first interface, has no time stamp, and says only how long the packet was on the wire.
    private ParseError? TakeSimplePacket(ReadOnlySpan<byte> body, int offset)
    {
        if (body.Length < 4)
            return new(offset, $"A simple packet has at least 4 bytes and this one has {body.Length}.");
        if (_interfaces.Count == 0)
            return new(offset, "A simple packet is from the first interface, and none is described before it.");
        uint original = Bytes.UInt32(body);
        uint limit = _interfaces[0].MostBytes == 0 ? uint.MaxValue : _interfaces[0].MostBytes;
        uint length = Math.Min(original, limit);
        if (length > body.Length - 4)
            return new(offset, $"The packet says {length} bytes and its block has room for {body.Length - 4}.");
        _packets.Add(
            new()
            {
                Interface = 0,
                Nanoseconds = null,
                Data = body.Slice(4, (int)length).ToArray(),
                OriginalLength = (int)Math.Min(int.MaxValue, original),
            }
        );
        return null;
    }

    private static long Nanoseconds(ulong units, PcapngInterface from) =>
        (long)
            Int128.Clamp(
                ((Int128)units * 1_000_000_000 / from.UnitsPerSecond) + ((Int128)from.OffsetSeconds * 1_000_000_000),
                long.MinValue,
                long.MaxValue
            );

    private ParseError? TakeSecrets(ReadOnlySpan<byte> body, int offset)
    {
        if (body.Length < 8)
            return new(offset, $"A decryption secrets block has at least 8 bytes and this one has {body.Length}.");
        uint length = Bytes.UInt32(body[4..]);
        if (length > body.Length - 8)
            return new(offset + 4, $"The secrets say {length} bytes and their block has room for {body.Length - 8}.");
        if (Bytes.UInt32(body) == PcapngFormat.TlsKeyLog)
            _keyLogs.Add(Encoding.ASCII.GetString(body.Slice(8, (int)length)));
        return null;
    }

    private ParseResult<Dictionary<ushort, byte[]>> Options(ReadOnlySpan<byte> bytes, int offset)
    {
        Dictionary<ushort, byte[]> options = [];
        for (int at = 0; at + 4 <= bytes.Length; )
        {
            ushort code = Bytes.UInt16(bytes[at..]);
            int length = Bytes.UInt16(bytes[(at + 2)..]);
            if (code == PcapngFormat.EndOfOptions)
                break;
            if (length > bytes.Length - at - 4)
            {
                return new ParseError(
                    offset + at + 2,
                    $"Option {code} says {length} bytes and only {bytes.Length - at - 4} are left."
                );
            }

            options.TryAdd(code, bytes.Slice(at + 4, length).ToArray());
            at += 4 + PcapngFormat.Padded(length);
        }

        return options;
    }

    // The highest bit chooses between negative powers of 10 and of 2 (section 4.2, if_tsresol).
    private static ulong? UnitsPerSecond(byte resolution)
    {
        int power = resolution & 0x7F;
        if ((resolution & 0x80) != 0)
            return power < 64 ? 1UL << power : null;
        ulong units = 1;
        for (int i = 0; i < power && power <= 19; i++)
            units *= 10;
        return power <= 19 ? units : null;
    }

    private static string Text(Dictionary<ushort, byte[]> options, ushort code) =>
        options.TryGetValue(code, out byte[]? value) ? Encoding.UTF8.GetString(value) : "";
}
