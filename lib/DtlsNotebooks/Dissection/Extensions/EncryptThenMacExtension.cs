namespace DtlsNotebooks.Dissection.Extensions;

/// <summary>With a CBC suite: encrypt first, then authenticate (RFC 7366, section 2).</summary>
public sealed record EncryptThenMacExtension : HelloExtension
{
    /// <inheritdoc/>
    public override ExtensionId Type => new(22);

    /// <inheritdoc/>
    public override string Value => "";

    internal override void WriteContent(ByteWriter writer)
    {
        // Its presence says all.
    }
}
