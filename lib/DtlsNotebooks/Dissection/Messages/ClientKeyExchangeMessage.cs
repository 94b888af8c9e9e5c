using DtlsNotebooks.Dissection.Reading;
using DtlsNotebooks.Dissection.Words;

namespace DtlsNotebooks.Dissection.Messages;

/// <summary>
/// A client's part of the key agreement; what it holds depends on the suite (RFC 5246, section 7.4.7; RFC 8422,
/// section 5.7; RFC 4279, section 2).
/// </summary>
public sealed record ClientKeyExchangeMessage : HandshakeBody
{
    /// <inheritdoc/>
    public override MessageType Type => MessageType.ClientKeyExchange;

    /// <summary>Which pre-shared key the client uses; null where the suite has none.</summary>
    public ReadOnlyMemory<byte>? PskIdentity { get; init; }

    /// <summary>The client's public point; null where the suite is not of ECDHE.</summary>
    public ReadOnlyMemory<byte>? Point { get; init; }

    /// <summary>The client's public number; null where the suite is not of DHE.</summary>
    public ReadOnlyMemory<byte>? PublicValue { get; init; }

    /// <summary>
    /// The premaster secret, encrypted with the server's RSA key; null where the suite is of another kind.
    /// </summary>
    public ReadOnlyMemory<byte>? EncryptedPremasterSecret { get; init; }

    /// <summary>The whole content where the suite is not known or not understood; else null.</summary>
    public ReadOnlyMemory<byte>? Opaque { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Facts =>
        [
            .. PskIdentity is { } identity ? [$"PSK identity {Show(identity)}"] : Array.Empty<string>(),
            .. Point is { } point ? [$"point of {FieldReader.Count(point.Length)}"] : Array.Empty<string>(),
            .. PublicValue is { } number ? [$"public number of {8 * number.Length} bits"] : Array.Empty<string>(),
            .. EncryptedPremasterSecret is { } secret
                ? [$"premaster secret, encrypted to {FieldReader.Count(secret.Length)}"]
                : Array.Empty<string>(),
        ];

    internal override void Write(ByteWriter writer)
    {
        if (Opaque is { } opaque)
            writer.Bytes(opaque.Span);
        if (PskIdentity is { } identity)
            writer.Vector(2, identity.Span);
        if (Point is { } point)
            writer.Vector(1, point.Span);
        if (PublicValue is { } number)
            writer.Vector(2, number.Span);
        if (EncryptedPremasterSecret is { } secret)
            writer.Vector(2, secret.Span);
    }

    internal static ClientKeyExchangeMessage Read(FieldReader reader, HandshakeContext context)
    {
        KeyExchangeKind kind = KindOf(reader, context);
        // Without the cast, null would turn into memory that is empty but there.
        ReadOnlyMemory<byte>? identity = kind.Psk
            ? reader.Vector16("psk_identity", "Which pre-shared key the client uses.", Rfc.Psk, Show)
            : (ReadOnlyMemory<byte>?)null;
        return kind.Agreement switch
        {
            KeyAgreement.EllipticCurve => new()
            {
                PskIdentity = identity,
                Point = reader.Vector8(
                    "ecdh_Yc",
                    "The client's public point, made for this handshake only.",
                    Rfc.EcClientPoint
                ),
            },
            KeyAgreement.FiniteField => new()
            {
                PskIdentity = identity,
                PublicValue = reader.Vector16(
                    "dh_Yc",
                    "The client's public number, made for this handshake only.",
                    Rfc.ClientKeyExchange + ".2"
                ),
            },
            KeyAgreement.Rsa => new()
            {
                PskIdentity = identity,
                EncryptedPremasterSecret = reader.Vector16(
                    "EncryptedPreMasterSecret",
                    "The client's secret, encrypted with the public key of the server's certificate.",
                    Rfc.ClientKeyExchange + ".1"
                ),
            },
            _ when kind.Psk => new() { PskIdentity = identity },
            _ => new()
            {
                Opaque = reader.Bytes(
                    reader.Remaining,
                    "exchange_keys",
                    "The client's half of the key agreement. Its form depends on the cipher suite, which is not "
                        + "known here.",
                    Rfc.ClientKeyExchange
                ),
            },
        };
    }

    /// <summary>Where the suite is not known, a point of the right length betrays an ECDHE message.</summary>
    private static KeyExchangeKind KindOf(FieldReader reader, HandshakeContext context)
    {
        ReadOnlySpan<byte> content = reader.Rest.Span;
        if (context.Suite is not { KeyExchange.Length: > 0 } && content.Length > 32 && content[0] == content.Length - 1)
            return new KeyExchangeKind(KeyAgreement.EllipticCurve, false, false);
        return KeyExchangeKind.Of(context.Suite, []);
    }

    private static string Show(ReadOnlyMemory<byte> bytes) => Hex.Text(bytes.Span) ?? Hex.Short(bytes.Span);
}
