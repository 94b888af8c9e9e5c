namespace DtlsNotebooks.Dissection.Messages;

/// <summary>A signature and, from DTLS 1.2 on, how it was made (RFC 5246, section 4.7).</summary>
/// <param name="Scheme">How it was made; null in DTLS 1.0, where the key decides.</param>
/// <param name="Value">The signature.</param>
public sealed record DigitalSignature(SignatureSchemeId? Scheme, ReadOnlyMemory<byte> Value)
{
    internal void Write(ByteWriter writer)
    {
        if (Scheme is { } scheme)
            writer.UInt16(scheme.Id);
        writer.Vector(2, Value.Span);
    }

    internal static DigitalSignature Read(FieldReader reader, bool namesScheme, string meaning)
    {
        SignatureSchemeId? scheme = namesScheme ? ReadScheme(reader) : null;
        return new DigitalSignature(scheme, reader.Vector16("signature", meaning, Rfc.Signature));
    }

    internal static SignatureSchemeId ReadScheme(FieldReader reader) =>
        new(
            (ushort)
                reader.UInt16(
                    "signature_algorithm",
                    "A hash and a way to sign it.",
                    Rfc.Extensions + ".1",
                    value => new SignatureSchemeId((ushort)value).Name
                )
        );
}
