using System.Buffers.Binary;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>
/// Holds the records of one received datagram until a buffer has room for them, whole records only. Used by one
/// receiving thread at a time.
/// </summary>
internal sealed class RecordStage
{
    /// <summary>BouncyCastle's buffers are never larger, so what is longer would wait in vain.</summary>
    private const int LongestTaken = RecordFilter.HeaderLength + (1 << 14);

    private byte[] _bytes = [];
    private int _start;
    private int _end;

    internal bool IsEmpty => _start == _end;

    /// <summary>Keeps a datagram's records; what was held before counts as lost.</summary>
    internal void Put(ReadOnlySpan<byte> records)
    {
        Clear();
        if (records.IsEmpty)
        {
            return;
        }

        _bytes = BufferPool.Rent(records.Length);
        records.CopyTo(_bytes);
        _end = records.Length;
    }

    /// <summary>Takes as many whole records as the buffer has room for.</summary>
    /// <returns>How many bytes they have; 0 where there are none, or the next one is too long.</returns>
    internal int Take(Span<byte> buffer)
    {
        int taken = 0;
        while (!IsEmpty && NextLength() is int length && (length > LongestTaken || taken + length <= buffer.Length))
        {
            if (length <= LongestTaken)
            {
                _bytes.AsSpan(_start, length).CopyTo(buffer[taken..]);
                taken += length;
            }

            _start += length;
        }

        if (IsEmpty)
        {
            Clear();
        }

        return taken;
    }

    private int NextLength()
    {
        ReadOnlySpan<byte> rest = _bytes.AsSpan(_start, _end - _start);
        // Datagrams with a connection ID (RFC 9146) are not taken apart, since their length lies elsewhere.
        return rest.Length < RecordFilter.HeaderLength || rest[0] == Org.BouncyCastle.Tls.ContentType.tls12_cid
            ? rest.Length
            : Math.Min(rest.Length, RecordFilter.HeaderLength + BinaryPrimitives.ReadUInt16BigEndian(rest[11..]));
    }

    private void Clear()
    {
        if (_bytes.Length > 0)
        {
            BufferPool.Return(_bytes);
        }

        _bytes = [];
        (_start, _end) = (0, 0);
    }
}
