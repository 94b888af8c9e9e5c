using DtlsNotebooks.Dissection.Words;

namespace DtlsNotebooks.Dissection.Reading;

/// <summary>Reads the header of a record, in each of its forms.</summary>
internal static class RecordHeader
{
    /// <summary>Reads header and fragment; <paramref name="readFragment"/> names the bytes of the fragment.</summary>
    public static DtlsRecord? Read(
        FieldReader reader,
        int? connectionIdLength,
        Action<FieldReader, DtlsRecord> readFragment
    )
    {
        if (!reader.More)
        {
            reader.Fail("record", "There are no bytes, so there is no record.", Rfc.Record);
            return null;
        }

        byte first = reader.Rest.Span[0];
        if (IsUnified(first))
            return UnifiedHeader.Read(reader, connectionIdLength, readFragment);
        if (!CanBegin(reader.Rest.Span))
        {
            reader.Fail(
                "no record",
                "This is not a record of DTLS: one begins with a content type from 20 to 26 and a version whose "
                    + "first byte is 254.",
                Rfc.Record
            );
            return null;
        }

        return first == (int)RecordType.Tls12Cid
            ? ReadWithConnectionId(reader, connectionIdLength, readFragment)
            : ReadPlain(reader, readFragment);
    }

    /// <summary>
    /// How many bytes the record at the start of these bytes takes; all of them where that cannot be told.
    /// </summary>
    public static int Measure(ReadOnlySpan<byte> bytes, int? connectionIdLength)
    {
        if (bytes.IsEmpty)
            return 0;
        if (IsUnified(bytes[0]))
            return UnifiedHeader.Measure(bytes, connectionIdLength);
        if (!CanBegin(bytes))
            return bytes.Length;
        int header = DtlsRecord.HeaderLength;
        if (bytes[0] == (int)RecordType.Tls12Cid)
        {
            if (connectionIdLength is not { } length)
                return bytes.Length;
            header += length;
        }

        if (bytes.Length < header)
            return bytes.Length;
        return Math.Min(bytes.Length, header + ((bytes[header - 2] << 8) | bytes[header - 1]));
    }

    public static bool IsUnified(byte first) => first >> 5 == 1;

    /// <summary>Whether bytes begin as a header other than the unified one does.</summary>
    public static bool CanBegin(ReadOnlySpan<byte> bytes) =>
        bytes[0] is >= 20 and <= 26 && (bytes.Length < 2 || bytes[1] == 0xFE);

    public static void ReadOpaque(FieldReader reader, DtlsRecord record) =>
        reader.Bytes(reader.Remaining, "fragment", "What the record carries.", Rfc.Fragment);

    public static string TypeName(int type) =>
        (RecordType)type switch
        {
            RecordType.ChangeCipherSpec => "change_cipher_spec",
            RecordType.Alert => "alert",
            RecordType.Handshake => "handshake",
            RecordType.ApplicationData => "application_data",
            RecordType.Heartbeat => "heartbeat",
            RecordType.Tls12Cid => "tls12_cid",
            RecordType.Ack => "ack",
            _ => $"unknown, {type}",
        };

    private static DtlsRecord? ReadPlain(FieldReader reader, Action<FieldReader, DtlsRecord> readFragment)
    {
        DtlsRecord start = ReadStart(reader, RecordForm.Plain);
        return ReadFragment(reader, start, readFragment);
    }

    private static DtlsRecord? ReadWithConnectionId(
        FieldReader reader,
        int? connectionIdLength,
        Action<FieldReader, DtlsRecord> readFragment
    )
    {
        DtlsRecord start = ReadStart(reader, RecordForm.ConnectionId);
        if (connectionIdLength is { } length)
        {
            return ReadFragment(
                reader,
                start with
                {
                    ConnectionId = reader.Bytes(
                        length,
                        "cid",
                        "The connection ID: names the connection, whatever address the datagram comes from.",
                        Rfc.Cid
                    ),
                },
                readFragment
            );
        }

        ReadOnlyMemory<byte> rest = reader.Bytes(
            reader.Remaining,
            "cid, length and encrypted fragment",
            "The record does not tell how long its connection ID is. Only the handshake does, in its "
                + "connection_id extensions, and it was not seen.",
            Rfc.Cid
        );
        return reader.Failed ? null : start with { Fragment = rest };
    }

    private static DtlsRecord ReadStart(FieldReader reader, RecordForm form)
    {
        int type = reader.UInt8("type", "What the record carries.", Rfc.Fragment, TypeName);
        var version = new DtlsVersion(
            (ushort)
                reader.UInt16(
                    "version",
                    "The protocol version. Each byte is 255 less the number it stands for, so 254.253 is 1.2.",
                    Rfc.Record,
                    value => new DtlsVersion((ushort)value).ToString()
                )
        );
        if (!version.IsKnown)
        {
            reader.Blame(
                $"0x{version.Value:X4} is no version of DTLS that there is: 0xFEFF is 1.0, 0xFEFD is 1.2, 0xFEFC "
                    + "is 1.3."
            );
        }

        return new DtlsRecord
        {
            Form = form,
            Type = (RecordType)type,
            Version = version,
            Epoch = reader.UInt16(
                "epoch",
                "Counts the changes of keys: 0 means that nothing is encrypted yet.",
                Rfc.Record
            ),
            SequenceNumber = reader.Number(
                6,
                "sequence_number",
                "Numbers the records of an epoch. It shows a receiver what is late, lost or sent twice.",
                Rfc.Record
            ),
            Fragment = default,
        };
    }

    private static DtlsRecord? ReadFragment(
        FieldReader reader,
        DtlsRecord start,
        Action<FieldReader, DtlsRecord> readFragment
    )
    {
        int length = reader.UInt16("length", "How many bytes of this record follow.", Rfc.Record, FieldReader.Count);
        if (length > DtlsRecord.MaxFragmentLength)
            reader.Blame($"A record carries at most {DtlsRecord.MaxFragmentLength} bytes; this one says {length}.");
        if (reader.Failed || length > reader.Remaining)
        {
            reader.Bytes(length, "fragment", "What the record carries.", Rfc.Fragment);
            return null;
        }

        DtlsRecord record = start with { Fragment = reader.Rest[..length] };
        reader.Group(
            length,
            "fragment",
            Meaning(record),
            Rfc.Fragment,
            inner =>
            {
                readFragment(inner, record);
                return record;
            }
        );
        return record;
    }

    private static string Meaning(DtlsRecord record) =>
        record.IsEncrypted ? "What the record carries, encrypted." : "What the record carries, in clear.";
}
