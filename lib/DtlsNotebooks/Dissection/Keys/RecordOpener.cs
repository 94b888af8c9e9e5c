using DtlsNotebooks.Dissection.Reading;

namespace DtlsNotebooks.Dissection.Keys;

/// <summary>The keys of one direction.</summary>
internal abstract class RecordOpener
{
    public const string Forged =
        "The record does not fit the keys: it was changed on the way, or it belongs to another session.";

    /// <summary>The plaintext of a record, or why there is none.</summary>
    public abstract (byte[]? Plaintext, string Reason) Open(DtlsRecord record);

    /// <summary>
    /// What is authenticated with the content but not encrypted (RFC 5246, section 6.2.3.3; RFC 9146, section 5).
    /// </summary>
    internal static byte[] AdditionalData(DtlsRecord record, int plaintextLength)
    {
        var writer = new ByteWriter();
        if (record.Form == RecordForm.ConnectionId)
        {
            writer
                .Number(8, ulong.MaxValue)
                .UInt8((int)RecordType.Tls12Cid)
                .UInt8(record.ConnectionId.Length)
                .UInt8((int)RecordType.Tls12Cid)
                .UInt16(record.Version.Value)
                .UInt16(record.Epoch)
                .Number(6, record.SequenceNumber)
                .Bytes(record.ConnectionId.Span);
        }
        else
        {
            writer
                .UInt16(record.Epoch)
                .Number(6, record.SequenceNumber)
                .UInt8((int)record.Type)
                .UInt16(record.Version.Value);
        }

        return writer.UInt16(plaintextLength).ToArray();
    }
}
