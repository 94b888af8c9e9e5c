using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>Holds a received record until it has been taken, since a reader's buffer may be smaller. Used by one reading thread at a time.</summary>
internal sealed class PlaintextBuffer
{
    private byte[] _bytes = [];
    private int _start;
    private int _end;

    internal bool IsEmpty => _start == _end;

    /// <summary>Receives one record. BouncyCastle ends a session whose record does not fit the buffer it is given, so this one always does.</summary>
    /// <returns>Its length, or -1 where none came.</returns>
    internal int Fill(DtlsTransport dtls, int waitMillis)
    {
        MakeRoom(dtls);
        return Hold(dtls.Receive(_bytes, 0, _bytes.Length, waitMillis));
    }

    /// <summary>Receives the next record of the datagram that came last; does not look for another datagram.</summary>
    /// <returns>Its length, or -1 where there is none.</returns>
    internal int FillPending(DtlsTransport dtls)
    {
        MakeRoom(dtls);
        return Hold(dtls.ReceivePending(_bytes, 0, _bytes.Length));
    }

    /// <summary>Forgets what was received.</summary>
    internal void Clear()
    {
        Array.Clear(_bytes);
        (_start, _end) = (0, 0);
    }

    internal int Take(Span<byte> buffer)
    {
        int count = Math.Min(buffer.Length, _end - _start);
        _bytes.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    private void MakeRoom(DtlsTransport dtls)
    {
        if (_bytes.Length < dtls.GetReceiveLimit())
        {
            _bytes = new byte[dtls.GetReceiveLimit()];
        }
    }

    private int Hold(int length)
    {
        (_start, _end) = (0, Math.Max(length, 0));
        return length;
    }
}
