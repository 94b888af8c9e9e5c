using DtlsNotebooks.Dissection.Reading;

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

/// <summary>The master secret is bound to the whole handshake (RFC 7627, section 5.1).</summary>
public sealed record ExtendedMasterSecretExtension : HelloExtension
{
    /// <inheritdoc/>
    public override ExtensionId Type => new(23);

    /// <inheritdoc/>
    public override string Value => "";

    internal override void WriteContent(ByteWriter writer)
    {
        // Its presence says all.
    }
}
