using DtlsNotebooks.Dissection.Reading;
using DtlsNotebooks.Dissection.Words;

namespace DtlsNotebooks.Dissection.Messages;

/// <summary>
/// A server's part of the key agreement. What it holds depends on the suite: an elliptic-curve point
/// (RFC 8422, section 5.4), Diffie-Hellman numbers (RFC 5246, section 7.4.3) or a hint for a
/// pre-shared key (RFC 4279, section 2), and a signature unless the suite has none.
/// </summary>
public sealed record ServerKeyExchangeMessage : HandshakeBody
{
    /// <inheritdoc/>
    public override MessageType Type => MessageType.ServerKeyExchange;

    /// <summary>The hint which pre-shared key to use; null where the suite has none.</summary>
    public ReadOnlyMemory<byte>? PskIdentityHint { get; init; }

    /// <summary>The curve; null where the suite is not of ECDHE.</summary>
    public GroupId? Group { get; init; }

    /// <summary>The server's public point; null where the suite is not of ECDHE.</summary>
    public ReadOnlyMemory<byte>? Point { get; init; }

    /// <summary>The prime, the generator and the server's public number; null where the suite is not of DHE.</summary>
    public DiffieHellmanParameters? DiffieHellman { get; init; }

    /// <summary>The signature over both randoms and the parameters; null where the suite has none.</summary>
    public DigitalSignature? Signature { get; init; }

    /// <summary>The whole content where the suite is not known or not understood; else null.</summary>
    public ReadOnlyMemory<byte>? Opaque { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Facts =>
        [
            .. PskIdentityHint is { } hint
                ? [$"PSK identity hint {Hex.Text(hint.Span) ?? Hex.Short(hint.Span)}"]
                : Array.Empty<string>(),
            .. Group is { } group
                ? [$"curve {group}, point of {FieldReader.Count(Point?.Length ?? 0)}"]
                : Array.Empty<string>(),
            .. DiffieHellman is { } numbers
                ? [$"Diffie-Hellman, prime of {8 * numbers.Prime.Length} bits"]
                : Array.Empty<string>(),
            .. Signature is { } signature
                ? [$"signed with {signature.Scheme?.Name ?? "the certificate's key"}"]
                : Array.Empty<string>(),
        ];

    internal override void Write(ByteWriter writer)
    {
        if (Opaque is { } opaque)
            writer.Bytes(opaque.Span);
        if (PskIdentityHint is { } hint)
            writer.Vector(2, hint.Span);
        if (Group is { } group)
            writer.UInt8(3).UInt16(group.Id).Vector(1, Point.GetValueOrDefault().Span);
        DiffieHellman?.Write(writer);
        Signature?.Write(writer);
    }

    internal static ServerKeyExchangeMessage Read(FieldReader reader, HandshakeContext context)
    {
        var kind = KeyExchangeKind.Of(context.Suite, reader.Rest.Span);
        var message = new ServerKeyExchangeMessage();
        if (kind.Psk)
        {
            message = message with
            {
                PskIdentityHint = reader.Vector16(
                    "psk_identity_hint",
                    "Helps the client to choose the right pre-shared key.",
                    Rfc.Psk,
                    Show
                ),
            };
        }

        if (kind.Agreement == KeyAgreement.EllipticCurve)
        {
            message = ReadCurve(reader, message);
        }
        else if (kind.Agreement == KeyAgreement.FiniteField)
        {
            message = message with { DiffieHellman = DiffieHellmanParameters.Read(reader) };
        }
        else if (!kind.Psk)
        {
            return new ServerKeyExchangeMessage
            {
                Opaque = reader.Bytes(
                    reader.Remaining,
                    "params",
                    "The server's half of the key agreement. Its form depends on the cipher suite, which is not "
                        + "known here.",
                    Rfc.ServerKeyExchange
                ),
            };
        }

        if (kind.Signed && !reader.Failed)
        {
            message = message with
            {
                Signature = DigitalSignature.Read(
                    reader,
                    context.NamesSignatures,
                    "The server signs both randoms and its half of the agreement with the key of its certificate."
                ),
            };
        }

        return message;
    }

    private static ServerKeyExchangeMessage ReadCurve(FieldReader reader, ServerKeyExchangeMessage message)
    {
        int form = reader.UInt8(
            "curve_type",
            "3: the curve is told by its name. Nothing else is in use.",
            Rfc.EcParameters,
            value => value == 3 ? "named_curve" : $"{value}"
        );
        if (!reader.Failed && form != 3)
        {
            reader.Blame("The curve type should be 3, named_curve; RFC 8422 forbids the others.");
            return message with
            {
                Opaque = new byte[] { (byte)form }
                    .Concat(
                        reader
                            .Bytes(
                                reader.Remaining,
                                "params",
                                "Parameters of a form that is not in use.",
                                Rfc.EcParameters
                            )
                            .ToArray()
                    )
                    .ToArray(),
            };
        }

        return message with
        {
            Group = new GroupId(
                (ushort)
                    reader.UInt16(
                        "named_curve",
                        "The curve on which the key is agreed.",
                        Rfc.EcParameters,
                        value => new GroupId((ushort)value).Name
                    )
            ),
            Point = reader.Vector8(
                "public",
                "The server's public point, made for this handshake only.",
                Rfc.EcParameters
            ),
        };
    }

    private static string Show(ReadOnlyMemory<byte> bytes) => Hex.Text(bytes.Span) ?? Hex.Short(bytes.Span);
}
