using DtlsNotebooks.Dissection.Reading;

namespace DtlsNotebooks.Dissection.Messages;

/// <summary>A client's signature over the handshake so far (RFC 5246, section 7.4.8).</summary>
public sealed record CertificateVerifyMessage : HandshakeBody
{
    /// <inheritdoc/>
    public override MessageType Type => MessageType.CertificateVerify;

    /// <summary>The signature.</summary>
    public required DigitalSignature Signature { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Facts => [$"signed with {Signature.Scheme?.Name ?? "the certificate's key"}"];

    internal override void Write(ByteWriter writer) => Signature.Write(writer);

    internal static CertificateVerifyMessage Read(FieldReader reader, HandshakeContext context) =>
        new()
        {
            Signature = DigitalSignature.Read(
                reader,
                context.NamesSignatures,
                "The client signs all handshake messages so far with the key of its certificate."
            ),
        };
}
