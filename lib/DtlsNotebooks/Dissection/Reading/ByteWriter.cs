using System.Buffers.Binary;

namespace DtlsNotebooks.Dissection.Reading;

/// <summary>Writes numbers and vectors in network order: the counterpart of <see cref="FieldReader"/>.</summary>
internal sealed class ByteWriter
{
    private readonly List<byte> _bytes = [];

    public byte[] ToArray() => [.. _bytes];

    public ByteWriter UInt8(int value) => Number(1, (ulong)value);

    public ByteWriter UInt16(int value) => Number(2, (ulong)value);

    public ByteWriter UInt24(int value) => Number(3, (ulong)value);

    public ByteWriter Number(int size, ulong value)
    {
        Span<byte> wide = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(wide, value);
        _bytes.AddRange(wide[(8 - size)..]);
        return this;
    }

    public ByteWriter Bytes(ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public ByteWriter Vector(int size, ReadOnlySpan<byte> bytes)
    {
        int most = (1 << (8 * size)) - 1;
        if (bytes.Length > most)
        {
            throw new InvalidOperationException(
                $"{bytes.Length} bytes do not fit into a vector of at most {most} bytes. Make the field shorter."
            );
        }

        return Number(size, (ulong)bytes.Length).Bytes(bytes);
    }

    public ByteWriter Vector(int size, Action<ByteWriter> write)
    {
        var inner = new ByteWriter();
        write(inner);
        return Vector(size, inner.ToArray());
    }
}
