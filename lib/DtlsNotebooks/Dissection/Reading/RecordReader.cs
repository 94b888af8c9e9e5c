using DtlsNotebooks.Dissection.Keys;
using DtlsNotebooks.Dissection.Words;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Dissection.Reading;

/// <summary>Reads one record of a datagram with all that it carries.</summary>
internal sealed class RecordReader(ConversationState state, Direction sender)
{
    private const string Hidden = "The content. Only who has the session's keys can read it.";
    private const string OpenedMeaning =
        "The content, encrypted: each byte hides the byte of the plaintext at the same place. The fields inside "
        + "were read from the plaintext.";

    private DissectedRecord? _result;

    public DissectedRecord? Read(FieldReader reader)
    {
        int offset = reader.Position;
        DtlsRecord? record = RecordHeader.Read(reader, state.ConnectionIdLength(sender), ReadFragment);
        if (record is null)
            return null;
        _result ??= new DissectedRecord
        {
            Record = record,
            Offset = 0,
            NotOpened = "Where its content begins is not known.",
        };
        return _result with
        {
            Offset = offset,
            NumberRepeated = record.Form != RecordForm.Unified && !state.IsNewNumber(sender, record),
        };
    }

    private void ReadFragment(FieldReader reader, DtlsRecord record)
    {
        if (record.IsEncrypted)
        {
            ReadEncrypted(reader, record);
            return;
        }

        var content = new ContentReader(state, sender, record.Epoch);
        content.Read(reader, record.Type);
        _result = With(
            new DissectedRecord
            {
                Record = record,
                Offset = 0,
                Type = record.Type,
            },
            content
        );
    }

    private void ReadEncrypted(FieldReader reader, DtlsRecord record)
    {
        OpenResult result = state.Open(sender, record);
        if (result is { Plaintext: { } plaintext, Type: { } type })
        {
            ReadOpened(reader, record, type, plaintext, result.Padding);
            return;
        }

        RecordType? told = record.Form == RecordForm.Plain ? record.Type : null;
        _result = new DissectedRecord
        {
            Record = record,
            Offset = 0,
            Type = told,
            NotOpened = result.Reason,
        };
        Frame(reader, record, inner => inner.Bytes(inner.Remaining, "ciphertext", Hidden, Rfc.Aead));
    }

    private void ReadOpened(
        FieldReader reader,
        DtlsRecord record,
        RecordType type,
        ReadOnlyMemory<byte> plaintext,
        int padding
    )
    {
        var content = new ContentReader(state, sender, record.Epoch);
        var inside = new FieldReader(plaintext);
        content.Read(inside, type);
        inside.Finish();
        var opened = new OpenedRecord
        {
            Type = type,
            Plaintext = plaintext,
            Fields = inside.Fields,
            Problems = inside.Problems,
        };
        _result = With(
            new DissectedRecord
            {
                Record = record,
                Offset = 0,
                Type = type,
                Opened = opened,
            },
            content
        );
        Frame(reader, record, inner => NameCiphertext(inner, opened, padding));
    }

    /// <summary>
    /// Where each byte of ciphertext hides one of plaintext, the plaintext's fields name it; else it stays a block.
    /// </summary>
    private static void NameCiphertext(FieldReader reader, OpenedRecord opened, int padding)
    {
        if (reader.Remaining != opened.Plaintext.Length + padding)
        {
            reader.Report(opened.Problems, reader.Position);
            reader.Bytes(
                reader.Remaining,
                "ciphertext",
                "The content with its MAC and padding, encrypted in blocks. See the opened record for what is inside.",
                Rfc.BlockCipher
            );
            return;
        }

        reader.Group(
            reader.Remaining,
            "ciphertext",
            OpenedMeaning,
            Rfc.Aead,
            inner =>
            {
                inner.Adopt(opened.Plaintext.Length, opened.Fields, opened.Problems);
                if (padding > 0)
                {
                    inner.Bytes(
                        1,
                        "real_type",
                        "What the record truly carries.",
                        Rfc.Cid,
                        _ => RecordHeader.TypeName((int)opened.Type)
                    );
                }

                if (padding > 1)
                {
                    inner.Bytes(
                        padding - 1,
                        "zeros",
                        "Zeros that hide how long the content is.",
                        Rfc.Cid,
                        _ => FieldReader.Count(padding - 1)
                    );
                }

                return opened;
            },
            found => RecordHeader.TypeName((int)found.Type) + ", opened"
        );
    }

    /// <summary>Names what the suite puts before and after the ciphertext.</summary>
    private void Frame(FieldReader reader, DtlsRecord record, Action<FieldReader> nameCiphertext)
    {
        SuiteProtection? protection =
            state.Context.Suite is { } suite && record.Form != RecordForm.Unified ? SuiteProtection.Of(suite) : null;
        if (
            protection is null
            || protection.Kind == CipherKind.Other
            || record.Length < protection.PrefixLength + protection.TagLength
        )
        {
            nameCiphertext(reader);
            return;
        }

        if (protection.Kind == CipherKind.Cbc)
        {
            reader.Bytes(
                protection.PrefixLength,
                "IV",
                "Random bytes with which the encryption of this record begins.",
                Rfc.BlockCipher
            );
        }
        else if (protection.PrefixLength > 0)
        {
            reader.Bytes(
                protection.PrefixLength,
                "nonce_explicit",
                "Sent in clear: together with a secret part it makes the nonce, which must never come twice under "
                    + "one key.",
                Rfc.Aead
            );
        }

        int inside = reader.Remaining - protection.TagLength;
        if (protection.TagLength == 0)
        {
            nameCiphertext(reader);
            return;
        }

        SplitTag(reader, inside, protection.TagLength, nameCiphertext);
    }

    private static void SplitTag(FieldReader reader, int inside, int tag, Action<FieldReader> nameCiphertext)
    {
        reader.Flat(inside, nameCiphertext);
        reader.Bytes(
            tag,
            "tag",
            "Shows that neither the content nor the header was changed; only who has the key can make it.",
            Rfc.Aead
        );
    }

    private static DissectedRecord With(DissectedRecord record, ContentReader content) =>
        record with
        {
            Fragments = content.Fragments,
            Messages = content.Messages,
            Alert = content.Alert,
            ApplicationData = content.ApplicationData,
        };
}
