namespace DtlsNotebooks.Dissection.Extensions;

/// <summary>The ID by which the sender wants to be addressed (RFC 9146, section 3).</summary>
/// <param name="ConnectionId">The ID; empty if the sender will write one but wants none itself.</param>
public sealed record ConnectionIdExtension(ReadOnlyMemory<byte> ConnectionId) : HelloExtension
{
    /// <inheritdoc/>
    public override ExtensionId Type => new(54);

    /// <inheritdoc/>
    public override string Value => Hex.Short(ConnectionId.Span);

    internal override void WriteContent(ByteWriter writer) => writer.Vector(1, ConnectionId.Span);

    internal static ConnectionIdExtension Read(FieldReader reader) =>
        new(
            reader.Vector8(
                "cid",
                "The other side writes these bytes into its encrypted records; empty: none are needed.",
                "RFC 9146, section 3"
            )
        );
}
