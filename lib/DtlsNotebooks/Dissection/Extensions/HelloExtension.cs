using DtlsNotebooks.Dissection.Reading;
using DtlsNotebooks.Dissection.Words;

namespace DtlsNotebooks.Dissection.Extensions;

/// <summary>An extension of a hello message (RFC 5246, section 7.4.1.4).</summary>
public abstract record HelloExtension
{
    /// <summary>Which extension it is.</summary>
    public abstract ExtensionId Type { get; }

    /// <summary>What it says, in a few words; empty where its presence says all.</summary>
    public abstract string Value { get; }

    /// <summary>The extension in words, such as "server_name: localhost".</summary>
    public sealed override string ToString() => Value.Length == 0 ? Type.Name : $"{Type.Name}: {Value}";

    internal abstract void WriteContent(ByteWriter writer);

    internal void Write(ByteWriter writer) => writer.UInt16(Type.Id).Vector(2, WriteContent);

    internal static HelloExtension ReadExtension(FieldReader reader, MessageType hello)
    {
        var type = new ExtensionId(
            (ushort)
                reader.UInt16(
                    "extension_type",
                    "Which extension follows.",
                    Rfc.Extensions,
                    value => new ExtensionId((ushort)value).Name
                )
        );
        int length = reader.UInt16(
            "extension_data length",
            "How many bytes the extension has.",
            Rfc.Extensions,
            FieldReader.Count
        );
        ReadOnlyMemory<byte> content = reader.Remaining >= length ? reader.Rest[..length] : default;
        (string? meaning, string? source) = ExtensionNames.Explain(type);
        HelloExtension? extension = reader.Group(
            length,
            type.Name,
            meaning,
            source,
            inner => ReadContent(type, inner, hello),
            found => found.Value
        );
        return extension ?? new OpaqueExtension(type, content);
    }

    private static HelloExtension? ReadContent(ExtensionId type, FieldReader reader, MessageType hello) =>
        type.Id switch
        {
            0 => ServerNameExtension.Read(reader),
            1 => MaxFragmentLengthExtension.Read(reader),
            5 when hello == MessageType.ClientHello => StatusRequestExtension.Read(reader),
            10 => SupportedGroupsExtension.Read(reader),
            11 => EcPointFormatsExtension.Read(reader),
            13 or 50 => SignatureAlgorithmsExtension.Read(type, reader),
            14 => UseSrtpExtension.Read(reader),
            15 => HeartbeatModeExtension.Read(reader),
            16 => AlpnExtension.Read(reader),
            22 => new EncryptThenMacExtension(),
            23 => new ExtendedMasterSecretExtension(),
            28 => RecordSizeLimitExtension.Read(reader),
            35 => SessionTicketExtension.Read(reader),
            43 => SupportedVersionsExtension.Read(reader, hello),
            44 => CookieExtension.Read(reader),
            51 => KeyShareExtension.Read(reader, hello),
            54 => ConnectionIdExtension.Read(reader),
            0xFF01 => RenegotiationInfoExtension.Read(reader),
            _ => OpaqueExtension.Read(type, reader),
        };
}
