using DtlsNotebooks.Dissection.Reading;
using DtlsNotebooks.Dissection.Words;

namespace DtlsNotebooks.Dissection.Messages;

/// <summary>How two sides come to a common secret.</summary>
internal enum KeyAgreement
{
    /// <summary>The suite is not known, or has no such exchange.</summary>
    None,
    EllipticCurve,
    FiniteField,

    /// <summary>The client encrypts the secret with the server's RSA key.</summary>
    Rsa,
}

/// <summary>What a suite's key exchange puts into the key exchange messages.</summary>
internal readonly record struct KeyExchangeKind(KeyAgreement Agreement, bool Psk, bool Signed)
{
    /// <summary>By the suite; where it is not known, an ECDHE message betrays itself by its curve type.</summary>
    public static KeyExchangeKind Of(SuiteId? suite, ReadOnlySpan<byte> content)
    {
        if (suite is not { } known || known.KeyExchange.Length == 0)
            return LooksLikeCurve(content) ? new(KeyAgreement.EllipticCurve, false, true) : default;
        string name = known.KeyExchange;
        bool psk = name.Contains("PSK", StringComparison.Ordinal);
        bool signed = !psk && !name.Contains("anon", StringComparison.Ordinal);
        return name switch
        {
            _ when name.StartsWith("ECDH", StringComparison.Ordinal) => new(KeyAgreement.EllipticCurve, psk, signed),
            _ when name.StartsWith("DH", StringComparison.Ordinal) => new(KeyAgreement.FiniteField, psk, signed),
            "RSA" or "RSA_PSK" or "RSA_EXPORT" => new(KeyAgreement.Rsa, psk, false),
            _ => new(KeyAgreement.None, psk, false),
        };
    }

    private static bool LooksLikeCurve(ReadOnlySpan<byte> content) =>
        content.Length > 4
        && content[0] == 3
        && new GroupId((ushort)((content[1] << 8) | content[2])).IsKnown
        && content.Length >= 4 + content[3];
}

/// <summary>A server's numbers for Diffie-Hellman in a finite field (RFC 5246, section 7.4.3).</summary>
/// <param name="Prime">The prime.</param>
/// <param name="Generator">The generator.</param>
/// <param name="PublicValue">The server's public number.</param>
public sealed record DiffieHellmanParameters(
    ReadOnlyMemory<byte> Prime,
    ReadOnlyMemory<byte> Generator,
    ReadOnlyMemory<byte> PublicValue
)
{
    internal void Write(ByteWriter writer) =>
        writer.Vector(2, Prime.Span).Vector(2, Generator.Span).Vector(2, PublicValue.Span);

    internal static DiffieHellmanParameters Read(FieldReader reader) =>
        new(
            reader.Vector16("dh_p", "The prime that both compute with.", Rfc.ServerKeyExchange),
            reader.Vector16("dh_g", "The generator whose powers are taken.", Rfc.ServerKeyExchange),
            reader.Vector16("dh_Ys", "The server's public number, made for this handshake only.", Rfc.ServerKeyExchange)
        );
}

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
                    "How it was signed. In the numbers of TLS 1.2 a hash and a way to sign (RFC 5246); newer numbers "
                        + "name a whole scheme (RFC 8446, section 4.2.3).",
                    Rfc.Extensions + ".1",
                    value => new SignatureSchemeId((ushort)value).Name
                )
        );
}
