using DtlsNotebooks.Dissection.Reading;

namespace DtlsNotebooks.Dissection.Messages;

/// <summary>A server asks the client to negotiate anew; it has no content (RFC 5246, section 7.4.1.1).</summary>
public sealed record HelloRequestMessage : HandshakeBody
{
    /// <inheritdoc/>
    public override MessageType Type => MessageType.HelloRequest;

    internal override void Write(ByteWriter writer)
    {
        // It has no content.
    }
}

/// <summary>The end of the server's hello; it has no content (RFC 5246, section 7.4.5).</summary>
public sealed record ServerHelloDoneMessage : HandshakeBody
{
    /// <inheritdoc/>
    public override MessageType Type => MessageType.ServerHelloDone;

    internal override void Write(ByteWriter writer)
    {
        // It has no content.
    }
}
