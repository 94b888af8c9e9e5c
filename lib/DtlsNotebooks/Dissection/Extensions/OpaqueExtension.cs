namespace DtlsNotebooks.Dissection.Extensions;

/// <summary>An extension whose content is not opened further.</summary>
public sealed record OpaqueExtension : HelloExtension
{
    private readonly ExtensionId _type;

    /// <summary>Makes an extension of any type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="content">The content.</param>
    public OpaqueExtension(ExtensionId type, ReadOnlyMemory<byte> content) => (_type, Content) = (type, content);

    /// <inheritdoc/>
    public override ExtensionId Type => _type;

    /// <summary>The content.</summary>
    public ReadOnlyMemory<byte> Content { get; }

    /// <inheritdoc/>
    public override string Value => Content.IsEmpty ? "" : Hex.Short(Content.Span);

    internal override void WriteContent(ByteWriter writer) => writer.Bytes(Content.Span);

    internal static OpaqueExtension Read(ExtensionId type, FieldReader reader) =>
        new(
            type,
            reader.Bytes(
                reader.Remaining,
                "extension_data",
                "The content of the extension.",
                ExtensionNames.Explain(type).Source
            )
        );
}
