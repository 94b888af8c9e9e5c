using System.Buffers.Binary;
using DtlsNotebooks.Pcap;

namespace DtlsNotebooks.Tests.Pcap;

/// <summary>
/// Reads what <see cref="PcapngWriter"/> writes, and the like of other programs: files of one section, of either
/// byte order, with any time resolution and offset, enhanced and simple packets. Blocks and options that it does not know are passed over.
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
        if (
            file.Length < SmallestBlock + SectionHeaderBodySize
            || BinaryPrimitives.ReadUInt32BigEndian(file) != PcapngFormat.SectionHeaderBlock
        )
        {
            return new ParseError(0, "A pcapng file begins with a section header block, and this does not.");
        }

        bool? isLittleEndian =
            BinaryPrimitives.ReadUInt32LittleEndian(file[8..]) == PcapngFormat.ByteOrderMagic ? true
            : BinaryPrimitives.ReadUInt32BigEndian(file[8..]) == PcapngFormat.ByteOrderMagic ? false
            : null;
        if (isLittleEndian is null)
            return new ParseError(8, "The byte-order magic is neither 1A2B3C4D nor its reverse.");

        PcapngContents contents = new(isLittleEndian.Value);
        for (int offset = 0; offset < file.Length; )
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
        {
            return new ParseError(
                offset + 4,
                $"The block says it has {length} bytes, which is no multiple of 4 from {SmallestBlock} to the "
                    + $"{left} that are left."
            );
        }

        uint again = bytes.UInt32(file[(offset + (int)length - 4)..]);
        if (again != length)
        {
            return new ParseError(
                offset + (int)length - 4,
                $"The block's length is {length} at its start and {again} at its end."
            );
        }

        return (int)length;
    }
}
