using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>
/// Gathers the records of a flight into as few datagrams as the limit allows (RFC 6347, section 4.1.1). Used under a
/// lock of its owner.
/// </summary>
/// <param name="limit">The largest datagram, in bytes.</param>
/// <param name="send">Sends one.</param>
internal sealed class DatagramGatherer(int limit, Action<ReadOnlySpan<byte>> send)
{
    private readonly byte[] _flight = new byte[limit];
    private int _gathered;

    internal int Limit => _flight.Length;

    /// <summary>Takes a record, and sends what it completes.</summary>
    internal void Add(ReadOnlySpan<byte> record)
    {
        if (_gathered + record.Length > _flight.Length)
        {
            Flush();
        }

        Gather(record);
        if (EndsFlight(record))
        {
            Flush();
        }
    }

    /// <summary>Sends what has been gathered.</summary>
    internal void Flush()
    {
        if (_gathered > 0)
        {
            int length = _gathered;
            _gathered = 0;
            send(_flight.AsSpan(0, length));
        }
    }

    private void Gather(ReadOnlySpan<byte> record)
    {
        if (record.Length > _flight.Length)
        {
            send(record);
            return;
        }

        record.CopyTo(_flight.AsSpan(_gathered));
        _gathered += record.Length;
    }

    /// <summary>
    /// A ChangeCipherSpec or a handshake message in the clear may be followed by more of its flight; nothing follows
    /// what is protected (a Finished message ends its flight), an alert, or application data.
    /// </summary>
    private static bool EndsFlight(ReadOnlySpan<byte> record)
    {
        bool inTheClear = record.Length >= RecordFilter.HeaderLength && record[3] == 0 && record[4] == 0;
        return !inTheClear || (short)record[0] is not (ContentType.handshake or ContentType.change_cipher_spec);
    }
}
