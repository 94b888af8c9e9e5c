using DtlsNotebooks.Dissection.Reading;
using DtlsNotebooks.Dissection.Words;

namespace DtlsNotebooks.Dissection.Messages;

/// <summary>The fields that hello messages share.</summary>
internal static class HelloFields
{
    public static DtlsVersion Version(FieldReader reader, string name, string meaning, string source)
    {
        var version = new DtlsVersion(
            (ushort)reader.UInt16(name, meaning, source, value => new DtlsVersion((ushort)value).ToString())
        );
        if (!reader.Failed && !version.IsDtls)
            reader.Blame($"0x{version.Value:X4} is no version of DTLS: the first byte of one is 254.");
        return version;
    }

    public static ReadOnlyMemory<byte> Random(FieldReader reader, string meaning, string source) =>
        reader.Bytes(32, "random", meaning, source);

    public static ReadOnlyMemory<byte> SessionId(FieldReader reader, string meaning, string source)
    {
        ReadOnlyMemory<byte> id = reader.Vector8("session_id", meaning, source);
        if (id.Length > 32)
            reader.Blame($"A session ID has at most 32 bytes; this one has {id.Length}.");
        return id;
    }

    public static SuiteId CipherSuite(FieldReader reader) =>
        new(
            (ushort)
                reader.UInt16(
                    "cipher_suite",
                    "One combination of algorithms.",
                    Rfc.ClientHello,
                    value => new SuiteId((ushort)value).Name
                )
        );
}
