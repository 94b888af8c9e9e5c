namespace DtlsNotebooks.Dtls.Engine;

/// <summary>
/// Holds a received record until it has been taken, since a reader's buffer may be smaller. The memory is borrowed
/// for that time: a session that waits for data needs none. Used by one reading thread at a time.
/// </summary>
internal sealed class PlaintextBuffer
{
    /// <summary>The most that a record holds, in bytes (RFC 5246, section 6.2.1).</summary>
    internal const int LargestPlaintext = 1 << 14;

    private byte[] _bytes = [];
    private int _start;
    private int _end;

    internal bool IsEmpty => _start == _end;

    internal int Length => _end - _start;

    /// <summary>Takes over a record that was received before.</summary>
    internal void Put(ReadOnlySpan<byte> record)
    {
        Borrow();
        record.CopyTo(_bytes);
        Hold(record.Length);
        GiveBackIfEmpty();
    }

    /// <summary>
    /// Opens the next record with data of the datagram that came last; does not look for another datagram. The record
    /// layer ends a session whose record does not fit the buffer it is given, so this one always does.
    /// </summary>
    /// <returns>Its length, or -1 where there is none.</returns>
    internal int FillNext(RecordChannel channel)
    {
        if (!channel.HasMore)
            return -1;

        Borrow();
        try
        {
            return Hold(channel.OpenNext(_bytes));
        }
        finally
        {
            GiveBackIfEmpty();
        }
    }

    /// <summary>Forgets what was received.</summary>
    internal void Clear()
    {
        Array.Clear(_bytes, 0, _end);
        if (_bytes.Length > 0)
        {
            BufferPool.Return(_bytes);
        }

        (_bytes, _start, _end) = ([], 0, 0);
    }

    internal int Take(Span<byte> buffer)
    {
        int count = Math.Min(buffer.Length, _end - _start);
        _bytes.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        GiveBackIfEmpty();
        return count;
    }

    private void Borrow() => _bytes = BufferPool.Rent(LargestPlaintext);

    private int Hold(int length)
    {
        _end = Math.Max(length, 0);
        return length;
    }

    private void GiveBackIfEmpty()
    {
        if (IsEmpty)
        {
            Clear();
        }
    }
}
