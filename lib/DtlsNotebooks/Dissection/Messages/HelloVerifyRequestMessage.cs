using DtlsNotebooks.Dissection.Reading;
using DtlsNotebooks.Dissection.Words;

namespace DtlsNotebooks.Dissection.Messages;

/// <summary>A server's cookie, for the client to give back (RFC 6347, section 4.2.1).</summary>
public sealed record HelloVerifyRequestMessage : HandshakeBody
{
    /// <inheritdoc/>
    public override MessageType Type => MessageType.HelloVerifyRequest;

    /// <summary>The version; servers are asked to send DTLS 1.0 here whatever is negotiated later.</summary>
    public DtlsVersion Version { get; init; } = DtlsVersion.Dtls10;

    /// <summary>The cookie, at most 255 bytes.</summary>
    public required ReadOnlyMemory<byte> Cookie { get; init; }

    /// <inheritdoc/>
    public override string Label => "HelloVerifyRequest · cookie";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Facts => [$"version {Version}", $"cookie {Hex.Short(Cookie.Span)}"];

    /// <summary>Reads a HelloVerifyRequest. Never throws.</summary>
    /// <param name="bytes">Its bytes, without the handshake header.</param>
    /// <returns>The message, or where and why the bytes make no sense.</returns>
    public static Dissected<HelloVerifyRequestMessage> Parse(ReadOnlyMemory<byte> bytes) =>
        Dissected<HelloVerifyRequestMessage>.Of(bytes, Read);

    internal override void Write(ByteWriter writer) => writer.UInt16(Version.Value).Vector(1, Cookie.Span);

    internal static HelloVerifyRequestMessage? Read(FieldReader reader)
    {
        var request = new HelloVerifyRequestMessage
        {
            Version = HelloFields.Version(
                reader,
                "server_version",
                "DTLS 1.0 by custom: the true version is chosen later, in the ServerHello.",
                Rfc.Cookie
            ),
            Cookie = reader.Vector8(
                "cookie",
                "Bytes that only this server can make, from the client's address and a secret. Giving them back "
                    + "shows that the client receives there.",
                Rfc.Cookie
            ),
        };
        return reader.Failed ? null : request;
    }
}
