using System.Buffers.Binary;
using System.Text;

namespace DtlsNotebooks.Pcap;

/// <summary>
/// Reads what <see cref="PcapngWriter"/> writes, and the like of other programs: files of one section, of either
/// byte order, with any time resolution. Blocks and options that it does not know are passed over.
/// </summary>
public static class PcapngReader
{
    private const uint SmallestBlock = PcapngFormat.BlockOverhead;
    private const int SectionHeaderBodySize = 16;

    /// <summary>Reads a file.</summary>
    /// <param name="file">All bytes of the file.</param>
    /// <returns>What is in it, or where and why it makes no sense.</returns>
    public static ParseResult<PcapngFile> Parse(ReadOnlySpan<byte> file)
    {
        if (file.Length < SmallestBlock + SectionHeaderBodySize || BinaryPrimitives.ReadUInt32BigEndian(file) != PcapngFormat.SectionHeaderBlock)
            return new ParseError(0, "A pcapng file begins with a section header block, and this does not.");

        bool? isLittleEndian = BinaryPrimitives.ReadUInt32LittleEndian(file[8..]) == PcapngFormat.ByteOrderMagic ? true
            : BinaryPrimitives.ReadUInt32BigEndian(file[8..]) == PcapngFormat.ByteOrderMagic ? false
            : null;
        if (isLittleEndian is null)
            return new ParseError(8, "The byte-order magic is neither 1A2B3C4D nor its reverse.");

        Contents contents = new(isLittleEndian.Value);
        for (int offset = 0; offset < file.Length;)
        {
            ParseResult<int> length = BlockLength(file, offset, contents.Bytes);
            if (length.Error is { } error)
                return error;
            if (contents.Take(file.Slice(offset, length.Value), offset) is { } fault)
                return fault;
            offset += length.Value;
        }

        return contents.ToFile();
    }

    private static ParseResult<int> BlockLength(ReadOnlySpan<byte> file, int offset, PcapngBytes bytes)
    {
        int left = file.Length - offset;
        if (left < SmallestBlock)
            return new ParseError(offset, $"A block has at least {SmallestBlock} bytes and only {left} are left.");
        uint length = bytes.UInt32(file[(offset + 4)..]);
        if (length < SmallestBlock || length % 4 != 0 || length > left)
            return new ParseError(offset + 4, $"The block says it has {length} bytes, which is no multiple of 4 from {SmallestBlock} to the {left} that are left.");
        uint again = bytes.UInt32(file[(offset + (int)length - 4)..]);
        if (again != length)
            return new ParseError(offset + (int)length - 4, $"The block's length is {length} at its start and {again} at its end.");
        return (int)length;
    }

    private sealed class Contents(bool isLittleEndian)
    {
        private readonly List<PcapngInterface> interfaces = [];
        private readonly List<PcapngPacket> packets = [];
        private readonly List<string> keyLogs = [];

        public PcapngBytes Bytes { get; } = new(isLittleEndian);

        public PcapngFile ToFile() => new() { Interfaces = interfaces, Packets = packets, KeyLogs = keyLogs };

        /// <summary>Takes up one whole block.</summary>
        /// <returns>Where and why it makes no sense; null where it does.</returns>
        public ParseError? Take(ReadOnlySpan<byte> block, int offset)
        {
            ReadOnlySpan<byte> body = block[8..^4];
            int bodyOffset = offset + 8;
            return Bytes.UInt32(block) switch
            {
                PcapngFormat.SectionHeaderBlock => offset == 0 ? null : new(offset, "The file has more than one section, and only files of one can be read here."),
                PcapngFormat.InterfaceDescriptionBlock => TakeInterface(body, bodyOffset),
                PcapngFormat.EnhancedPacketBlock => TakePacket(body, bodyOffset),
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
            byte resolution = options.Value.TryGetValue(PcapngFormat.TimestampResolution, out byte[]? value) && value.Length > 0 ? value[0] : (byte)6;
            if (UnitsPerSecond(resolution) is not { } unitsPerSecond)
                return new(offset, $"A time resolution of {resolution:X2} is finer than can be read here.");
            interfaces.Add(new()
            {
                LinkType = (LinkType)Bytes.UInt16(body),
                Name = Text(options.Value, PcapngFormat.InterfaceName),
                Description = Text(options.Value, PcapngFormat.InterfaceDescription),
                UnitsPerSecond = unitsPerSecond,
            });
            return null;
        }

        private ParseError? TakePacket(ReadOnlySpan<byte> body, int offset)
        {
            if (body.Length < 20)
                return new(offset, $"An enhanced packet has at least 20 bytes and this one has {body.Length}.");
            uint index = Bytes.UInt32(body);
            if (index >= interfaces.Count)
                return new(offset, $"The packet names interface {index} and {interfaces.Count} are described before it.");
            uint length = Bytes.UInt32(body[12..]);
            if (length > body.Length - 20)
                return new(offset + 12, $"The packet says {length} bytes and its block has room for {body.Length - 20}.");
            int end = Math.Min(body.Length, 20 + PcapngFormat.Padded((int)length));
            ParseResult<Dictionary<ushort, byte[]>> options = Options(body[end..], offset + end);
            if (options.Error is not null)
                return options.Error;
            ulong units = ((ulong)Bytes.UInt32(body[4..]) << 32) | Bytes.UInt32(body[8..]);
            packets.Add(new()
            {
                Interface = (int)index,
                Nanoseconds = (long)((UInt128)units * 1_000_000_000 / interfaces[(int)index].UnitsPerSecond & long.MaxValue),
                Data = body.Slice(20, (int)length).ToArray(),
                OriginalLength = (int)Math.Min(int.MaxValue, Bytes.UInt32(body[16..])),
                Comment = Text(options.Value, PcapngFormat.Comment),
            });
            return null;
        }

        private ParseError? TakeSecrets(ReadOnlySpan<byte> body, int offset)
        {
            if (body.Length < 8)
                return new(offset, $"A decryption secrets block has at least 8 bytes and this one has {body.Length}.");
            uint length = Bytes.UInt32(body[4..]);
            if (length > body.Length - 8)
                return new(offset + 4, $"The secrets say {length} bytes and their block has room for {body.Length - 8}.");
            if (Bytes.UInt32(body) == PcapngFormat.TlsKeyLog)
                keyLogs.Add(Encoding.ASCII.GetString(body.Slice(8, (int)length)));
            return null;
        }

        private ParseResult<Dictionary<ushort, byte[]>> Options(ReadOnlySpan<byte> bytes, int offset)
        {
            Dictionary<ushort, byte[]> options = [];
            for (int at = 0; at + 4 <= bytes.Length;)
            {
                ushort code = Bytes.UInt16(bytes[at..]);
                int length = Bytes.UInt16(bytes[(at + 2)..]);
                if (code == PcapngFormat.EndOfOptions)
                    break;
                if (length > bytes.Length - at - 4)
                    return new ParseError(offset + at + 2, $"Option {code} says {length} bytes and only {bytes.Length - at - 4} are left.");
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
}
