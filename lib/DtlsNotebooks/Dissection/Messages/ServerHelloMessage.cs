using DtlsNotebooks.Dissection.Extensions;
using DtlsNotebooks.Dissection.Reading;
using DtlsNotebooks.Dissection.Words;

namespace DtlsNotebooks.Dissection.Messages;

/// <summary>A server's choice (RFC 5246, section 7.4.1.3).</summary>
public sealed record ServerHelloMessage : HandshakeBody
{
    /// <summary>
    /// The SHA-256 of "HelloRetryRequest", which stands in place of the random (RFC 8446, section 4.1.3).
    /// </summary>
    private static readonly byte[] RetryRandom = Convert.FromHexString(
        "CF21AD74E59A6111BE1D8C021E65B891C2A211167ABB8C5E079E09E2C8A8339C"
    );

    /// <inheritdoc/>
    public override MessageType Type => MessageType.ServerHello;

    /// <summary>The version chosen; for DTLS 1.3 the extension supported_versions overrides it.</summary>
    public DtlsVersion Version { get; init; } = DtlsVersion.Dtls12;

    /// <summary>32 random bytes.</summary>
    public required ReadOnlyMemory<byte> Random { get; init; }

    /// <summary>The name of this session; the same as the client's if that one is resumed.</summary>
    public ReadOnlyMemory<byte> SessionId { get; init; }

    /// <summary>The suite chosen.</summary>
    public required SuiteId CipherSuite { get; init; }

    /// <summary>The compression chosen; 0 is none.</summary>
    public byte CompressionMethod { get; init; }

    /// <summary>The extensions: only such as the client sent.</summary>
    public HelloExtensions Extensions { get; init; } = HelloExtensions.None;

    /// <summary>
    /// The version in force: the one of the extension supported_versions if there is one (RFC 8446, section 4.2.1).
    /// </summary>
    public DtlsVersion NegotiatedVersion =>
        Extensions.Get<SupportedVersionsExtension>() is { Versions: [var version] } ? version : Version;

    /// <summary>Whether it is the HelloRetryRequest of DTLS 1.3 (RFC 8446, section 4.1.4).</summary>
    public bool IsHelloRetryRequest => Random.Span.SequenceEqual(RetryRandom);

    /// <inheritdoc/>
    public override string Label => IsHelloRetryRequest ? "HelloRetryRequest" : "ServerHello";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Facts =>
        [
            $"chooses {NegotiatedVersion}, {CipherSuite}",
            $"random {Hex.Short(Random.Span)}",
            .. SessionId.IsEmpty ? Array.Empty<string>() : [$"session ID {Hex.Short(SessionId.Span)}"],
            .. Extensions.Facts,
        ];

    /// <summary>Reads a ServerHello. Never throws.</summary>
    /// <param name="bytes">Its bytes, without the handshake header.</param>
    /// <returns>The message, or where and why the bytes make no sense.</returns>
    public static Dissected<ServerHelloMessage> Parse(ReadOnlyMemory<byte> bytes) =>
        Dissected<ServerHelloMessage>.Of(bytes, Read);

    internal override void Write(ByteWriter writer)
    {
        writer
            .UInt16(Version.Value)
            .Bytes(Random.Span)
            .Vector(1, SessionId.Span)
            .UInt16(CipherSuite.Id)
            .UInt8(CompressionMethod);
        Extensions.Write(writer);
    }

    internal static ServerHelloMessage? Read(FieldReader reader)
    {
        var hello = new ServerHelloMessage
        {
            Version = HelloFields.Version(
                reader,
                "server_version",
                "The version that the server chose.",
                Rfc.ServerHello
            ),
            Random = HelloFields.Random(
                reader,
                "Random bytes of the server. They go into the keys together with the client's.",
                Rfc.ServerHello
            ),
            SessionId = HelloFields.SessionId(
                reader,
                "The name of this session. If it is the one that the client sent, the session is resumed.",
                Rfc.ServerHello
            ),
            CipherSuite = HelloFields.CipherSuite(reader),
            CompressionMethod = (byte)
                reader.UInt8(
                    "compression_method",
                    "Always 0, no compression.",
                    Rfc.ServerHello,
                    value => value == 0 ? "none" : $"{value}"
                ),
            Extensions = HelloExtensions.Read(reader, MessageType.ServerHello),
        };
        return reader.Failed ? null : hello;
    }
}
