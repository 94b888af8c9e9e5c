using DtlsNotebooks.Dissection.Reading;

namespace DtlsNotebooks.Dissection.Messages;

/// <summary>The content of a handshake message, without the handshake header (RFC 5246, section 7.4).</summary>
public abstract record HandshakeBody
{
    /// <summary>Which message it is.</summary>
    public abstract MessageType Type { get; }

    /// <summary>The message in a few words, such as "ClientHello + cookie".</summary>
    public virtual string Label => HandshakeNames.Of(Type);

    /// <summary>What it says, one line a fact.</summary>
    public virtual IReadOnlyList<string> Facts => [];

    /// <summary>The bytes of the message, without the handshake header.</summary>
    /// <returns>A new array.</returns>
    /// <exception cref="InvalidOperationException">A field is longer than its length field can say.</exception>
    public byte[] ToArray()
    {
        var writer = new ByteWriter();
        Write(writer);
        return writer.ToArray();
    }

    /// <summary>Reads the content of a handshake message. Never throws.</summary>
    /// <param name="type">Which message it is.</param>
    /// <param name="bytes">Its bytes, without the handshake header.</param>
    /// <param name="context">What earlier messages told; without it, some messages can be read only in part.</param>
    /// <returns>The message, or where and why the bytes make no sense.</returns>
    public static Dissected<HandshakeBody> Parse(
        MessageType type,
        ReadOnlyMemory<byte> bytes,
        HandshakeContext? context = null
    ) => Dissected<HandshakeBody>.Of(bytes, reader => Read(type, reader, context ?? HandshakeContext.Unknown));

    internal abstract void Write(ByteWriter writer);

    internal static HandshakeBody? Read(MessageType type, FieldReader reader, HandshakeContext context)
    {
        HandshakeBody? body = type switch
        {
            MessageType.HelloRequest => new HelloRequestMessage(),
            MessageType.ClientHello => ClientHelloMessage.Read(reader),
            MessageType.ServerHello => ServerHelloMessage.Read(reader),
            MessageType.HelloVerifyRequest => HelloVerifyRequestMessage.Read(reader),
            MessageType.NewSessionTicket => NewSessionTicketMessage.Read(reader),
            MessageType.Certificate => CertificateMessage.Read(reader),
            MessageType.ServerKeyExchange => ServerKeyExchangeMessage.Read(reader, context),
            MessageType.CertificateRequest => CertificateRequestMessage.Read(reader, context),
            MessageType.ServerHelloDone => new ServerHelloDoneMessage(),
            MessageType.CertificateVerify => CertificateVerifyMessage.Read(reader, context),
            MessageType.ClientKeyExchange => ClientKeyExchangeMessage.Read(reader, context),
            MessageType.Finished => FinishedMessage.Read(reader),
            _ => OpaqueMessage.Read(type, reader),
        };
        return reader.Failed ? null : body;
    }
}
