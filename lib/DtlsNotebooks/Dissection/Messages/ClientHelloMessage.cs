using System.Security.Cryptography;
using DtlsNotebooks.Dissection.Extensions;
using DtlsNotebooks.Dissection.Reading;
using DtlsNotebooks.Dissection.Words;

namespace DtlsNotebooks.Dissection.Messages;

/// <summary>
/// A client's offer, with the cookie that DTLS adds to it (RFC 6347, section 4.2.1; RFC 5246, section 7.4.1.2).
/// </summary>
public sealed record ClientHelloMessage : HandshakeBody
{
    /// <inheritdoc/>
    public override MessageType Type => MessageType.ClientHello;

    /// <summary>The highest version the client knows, apart from DTLS 1.3, which an extension offers.</summary>
    public DtlsVersion Version { get; init; } = DtlsVersion.Dtls12;

    /// <summary>32 random bytes.</summary>
    public required ReadOnlyMemory<byte> Random { get; init; }

    /// <summary>The session to resume, at most 32 bytes; empty for none.</summary>
    public ReadOnlyMemory<byte> SessionId { get; init; }

    /// <summary>The cookie from the HelloVerifyRequest, at most 255 bytes; empty in the first ClientHello.</summary>
    public ReadOnlyMemory<byte> Cookie { get; init; }

    /// <summary>The cipher suites, the one liked most first.</summary>
    public required IReadOnlyList<SuiteId> CipherSuites { get; init; }

    /// <summary>The compression methods; only 0, none, is in use.</summary>
    public ReadOnlyMemory<byte> CompressionMethods { get; init; } = new byte[1];

    /// <summary>The extensions.</summary>
    public HelloExtensions Extensions { get; init; } = HelloExtensions.None;

    /// <inheritdoc/>
    public override string Label => Cookie.IsEmpty ? "ClientHello" : "ClientHello + cookie";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Facts =>
        [
            $"offers {Version}",
            $"random {Hex.Short(Random.Span)}",
            .. SessionId.IsEmpty ? Array.Empty<string>() : [$"session ID {Hex.Short(SessionId.Span)}"],
            Cookie.IsEmpty ? "no cookie" : $"cookie {Hex.Short(Cookie.Span)}",
            CipherSuites is [var only]
                ? $"suite {only}"
                : $"{CipherSuites.Count} cipher suites{(CipherSuites is [var first, ..] ? $", first {first}" : "")}",
            .. Extensions.Facts,
        ];

    /// <summary>
    /// A ClientHello of DTLS 1.2 as a usual client sends it, with a fresh random: enough for a server to answer.
    /// </summary>
    /// <param name="serverName">The name of the server for the server_name extension; null to leave it out.</param>
    /// <returns>A ClientHello without a cookie.</returns>
    public static ClientHelloMessage Typical(string? serverName = null) =>
        new()
        {
            Random = RandomNumberGenerator.GetBytes(32),
            CipherSuites =
            [
                SuiteId.Named("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"),
                SuiteId.Named("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"),
                SuiteId.EmptyRenegotiationInfo,
            ],
            Extensions = new HelloExtensions([
                .. serverName is null ? Array.Empty<HelloExtension>() : [new ServerNameExtension(serverName)],
                new ExtendedMasterSecretExtension(),
                new SupportedGroupsExtension([GroupId.Named("x25519"), GroupId.Named("secp256r1")]),
                new EcPointFormatsExtension([0]),
                new SignatureAlgorithmsExtension([
                    SignatureSchemeId.Named("ecdsa_secp256r1_sha256"),
                    SignatureSchemeId.Named("rsa_pss_rsae_sha256"),
                    SignatureSchemeId.Named("rsa_pkcs1_sha256"),
                ]),
            ]),
        };

    /// <summary>A whole datagram with this message in one record of epoch 0.</summary>
    /// <param name="messageSequence">
    /// The number of the handshake message: 0 for the first ClientHello, 1 for the one with the cookie.
    /// </param>
    /// <param name="recordSequence">The number of the record.</param>
    /// <returns>The bytes to send.</returns>
    public byte[] ToDatagram(int messageSequence = 0, ulong recordSequence = 0) =>
        HandshakeFragment.Whole(this, messageSequence).ToRecord(recordSequence).ToArray();

    /// <summary>Reads a ClientHello. Never throws.</summary>
    /// <param name="bytes">Its bytes, without the handshake header.</param>
    /// <returns>The message, or where and why the bytes make no sense.</returns>
    public static Dissected<ClientHelloMessage> Parse(ReadOnlyMemory<byte> bytes) =>
        Dissected<ClientHelloMessage>.Of(bytes, Read);

    internal override void Write(ByteWriter writer)
    {
        writer.UInt16(Version.Value).Bytes(Random.Span).Vector(1, SessionId.Span).Vector(1, Cookie.Span);
        writer.Vector(
            2,
            list =>
            {
                foreach (SuiteId suite in CipherSuites)
                    list.UInt16(suite.Id);
            }
        );
        writer.Vector(1, CompressionMethods.Span);
        Extensions.Write(writer);
    }

    internal static ClientHelloMessage? Read(FieldReader reader)
    {
        var hello = new ClientHelloMessage
        {
            Version = HelloFields.Version(
                reader,
                "client_version",
                "The highest version the client knows. DTLS 1.3 is offered in an extension instead.",
                Rfc.ClientHello
            ),
            Random = HelloFields.Random(
                reader,
                "Random bytes of the client. They go into the keys, so that every handshake makes new ones.",
                Rfc.ClientHello
            ),
            SessionId = HelloFields.SessionId(
                reader,
                "The name of an earlier session that the client would like to resume; empty for a new one.",
                Rfc.ClientHello
            ),
            Cookie = reader.Vector8(
                "cookie",
                "What the server sent in its HelloVerifyRequest, given back: it shows that the client receives at "
                    + "its address.",
                Rfc.Cookie
            ),
            CipherSuites =
                reader.Vector(
                    2,
                    "cipher_suites",
                    "The combinations of algorithms that the client offers, the one it likes most first.",
                    Rfc.ClientHello,
                    list => list.Repeat(HelloFields.CipherSuite),
                    suites => $"{suites.Count} suites"
                ) ?? [],
            CompressionMethods = reader.Vector8(
                "compression_methods",
                "Always 0, no compression: compressing before encrypting gives secrets away.",
                Rfc.ClientHello,
                methods => methods.Span is [0] ? "none" : Hex.Short(methods.Span)
            ),
            Extensions = HelloExtensions.Read(reader, MessageType.ClientHello),
        };
        return reader.Failed ? null : hello;
    }
}
