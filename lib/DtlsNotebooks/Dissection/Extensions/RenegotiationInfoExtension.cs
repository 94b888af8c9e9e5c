namespace DtlsNotebooks.Dissection.Extensions;

/// <summary>Binds a renewed negotiation to the one before it (RFC 5746, section 3.2).</summary>
/// <param name="RenegotiatedConnection">Empty in the first handshake, else the verify_data of the one before.</param>
public sealed record RenegotiationInfoExtension(ReadOnlyMemory<byte> RenegotiatedConnection) : HelloExtension
{
    /// <inheritdoc/>
    public override ExtensionId Type => new(0xFF01);

    /// <inheritdoc/>
    public override string Value => RenegotiatedConnection.IsEmpty ? "" : Hex.Short(RenegotiatedConnection.Span);

    internal override void WriteContent(ByteWriter writer) => writer.Vector(1, RenegotiatedConnection.Span);

    internal static RenegotiationInfoExtension Read(FieldReader reader) =>
        new(
            reader.Vector8(
                "renegotiated_connection",
                "Empty in the first handshake; later, the checksums of the one before.",
                "RFC 5746, section 3.2"
            )
        );
}
