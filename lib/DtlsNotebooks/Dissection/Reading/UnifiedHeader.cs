using DtlsNotebooks.Dissection.Words;

namespace DtlsNotebooks.Dissection.Reading;

/// <summary>
/// The header of an encrypted record of DTLS 1.3: 001CSLEE and what these bits announce (RFC 9147, section 4).
/// </summary>
internal static class UnifiedHeader
{
    public static int Measure(ReadOnlySpan<byte> bytes, int? connectionIdLength)
    {
        byte flags = bytes[0];
        if (!HasLength(flags) || (HasConnectionId(flags) && connectionIdLength is null))
            return bytes.Length;
        int header =
            1 + (HasConnectionId(flags) ? connectionIdLength.GetValueOrDefault() : 0) + SequenceLength(flags) + 2;
        return bytes.Length < header
            ? bytes.Length
            : Math.Min(bytes.Length, header + ((bytes[header - 2] << 8) | bytes[header - 1]));
    }

    /// <summary>
    /// Whether the length of a record without connection ID reaches exactly to the end of these bytes.
    /// </summary>
    public static bool FitsExactly(ReadOnlySpan<byte> bytes)
    {
        int header = 1 + SequenceLength(bytes[0]) + 2;
        return bytes.Length >= header && bytes.Length == header + ((bytes[header - 2] << 8) | bytes[header - 1]);
    }

    public static DtlsRecord? Read(
        FieldReader reader,
        int? connectionIdLength,
        Action<FieldReader, DtlsRecord> readFragment
    )
    {
        byte flags = (byte)
            reader.UInt8(
                "flags",
                "The bits 001CSLEE: is there a connection ID (C), is the sequence number long (S), is there a "
                    + "length (L), and the last bits of the epoch (E).",
                Rfc.Unified,
                Describe
            );
        var record = new DtlsRecord
        {
            Form = RecordForm.Unified,
            Type = RecordType.ApplicationData,
            Version = DtlsVersion.Dtls13,
            Epoch = flags & 3,
            Fragment = default,
        };
        if (HasConnectionId(flags) && connectionIdLength is null)
        {
            ReadOnlyMemory<byte> rest = reader.Bytes(
                reader.Remaining,
                "cid and all that follows",
                "The record does not tell how long its connection ID is. Only the handshake does.",
                Rfc.Unified
            );
            return record with { Fragment = rest };
        }

        if (HasConnectionId(flags))
        {
            record = record with
            {
                ConnectionId = reader.Bytes(
                    connectionIdLength.GetValueOrDefault(),
                    "cid",
                    "The connection ID: names the connection, whatever address the datagram comes from.",
                    Rfc.Unified
                ),
            };
        }

        record = record with
        {
            SequenceNumber = reader.Number(
                SequenceLength(flags),
                "sequence number",
                "The last bits of the record's number, encrypted.",
                Rfc.Unified,
                value => $"0x{value:x} (encrypted)"
            ),
        };
        int length = HasLength(flags)
            ? reader.UInt16("length", "How many bytes of this record follow.", Rfc.Unified, FieldReader.Count)
            : reader.Remaining;
        if (reader.Failed || length > reader.Remaining)
        {
            reader.Bytes(length, "encrypted_record", "The encrypted content.", Rfc.Unified);
            return null;
        }

        record = record with { Fragment = reader.Rest[..length] };
        reader.Group(
            length,
            "encrypted_record",
            "The content and its true type, encrypted.",
            Rfc.Unified,
            inner =>
            {
                readFragment(inner, record);
                return record;
            }
        );
        return record;
    }

    private static bool HasConnectionId(byte flags) => (flags & 0x10) != 0;

    private static bool HasLength(byte flags) => (flags & 0x04) != 0;

    private static int SequenceLength(byte flags) => (flags & 0x08) != 0 ? 2 : 1;

    private static string Describe(int flags) =>
        string.Join(
            ", ",
            HasConnectionId((byte)flags) ? "connection ID" : "no connection ID",
            SequenceLength((byte)flags) == 2 ? "sequence number of 16 bits" : "sequence number of 8 bits",
            HasLength((byte)flags) ? "length" : "no length",
            $"epoch ends in {flags & 3}"
        );
}
