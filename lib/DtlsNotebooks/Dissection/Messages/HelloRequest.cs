namespace DtlsNotebooks.Dissection.Messages;

/// <summary>A server asks the client to negotiate anew; it has no content (RFC 5246, section 7.4.1.1).</summary>
public sealed record HelloRequest : HandshakeBody
{
    /// <inheritdoc/>
    public override HandshakeType Type => HandshakeType.HelloRequest;

    internal override void Write(ByteWriter writer)
    {
        // It has no content.
    }
}
