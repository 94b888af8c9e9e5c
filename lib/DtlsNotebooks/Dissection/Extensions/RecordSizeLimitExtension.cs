namespace DtlsNotebooks.Dissection.Extensions;

/// <summary>The longest record that the sender takes (RFC 8449, section 4).</summary>
/// <param name="Limit">The most bytes of plaintext.</param>
public sealed record RecordSizeLimitExtension(ushort Limit) : HelloExtension
{
    /// <inheritdoc/>
    public override ExtensionId Type => new(28);

    /// <inheritdoc/>
    public override string Value => $"{Limit} bytes";

    internal override void WriteContent(ByteWriter writer) => writer.UInt16(Limit);

    internal static RecordSizeLimitExtension Read(FieldReader reader) =>
        new(
            (ushort)
                reader.UInt16(
                    "RecordSizeLimit",
                    "The most bytes of plaintext that the sender takes in a record.",
                    "RFC 8449, section 4",
                    FieldReader.Count
                )
        );
}
