using DtlsNotebooks.Dissection.Reading;

namespace DtlsNotebooks.Dissection.Messages;

/// <summary>A handshake message whose content is not opened further.</summary>
public sealed record OpaqueMessage : HandshakeBody
{
    private readonly MessageType _type;

    /// <summary>Makes a message of any type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="content">The content.</param>
    public OpaqueMessage(MessageType type, ReadOnlyMemory<byte> content) => (_type, Content) = (type, content);

    /// <inheritdoc/>
    public override MessageType Type => _type;

    /// <summary>The content.</summary>
    public ReadOnlyMemory<byte> Content { get; }

    internal override void Write(ByteWriter writer) => writer.Bytes(Content.Span);

    internal static OpaqueMessage Read(MessageType type, FieldReader reader) =>
        new(type, reader.Bytes(reader.Remaining, "content", HandshakeNames.Meaning(type), HandshakeNames.Source(type)));
}
