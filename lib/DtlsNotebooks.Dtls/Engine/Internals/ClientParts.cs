using System.Runtime.CompilerServices;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;

namespace DtlsNotebooks.Dtls.Engine.Internals;

/// <summary>
/// The parts of BouncyCastle's client that read and write one message each; when each has its turn is not decided
/// here. What it has protected is inherited, and only the rest is reached by name.
/// </summary>
internal sealed class ClientParts : DtlsClientProtocol
{
    private readonly ClientHandshakeState _state = new();

    internal ClientParts(TlsClient client, object context, object recordLayer)
    {
        ClientOf(_state) = client;
        ContextField.Set(_state, context);
        RecordLayerField.Set(_state, recordLayer);
    }

    internal static HiddenField ContextField { get; } =
        new(InternalTypes.ClientState, "clientContext", InternalTypes.ClientContext);

    internal static HiddenField RecordLayerField { get; } =
        new(InternalTypes.ClientState, "recordLayer", InternalTypes.RecordLayer);

    /// <summary>The session that is offered or resumed; later the one under way.</summary>
    internal TlsSession Session
    {
        get => SessionOf(_state);
        set => SessionOf(_state) = value;
    }

    /// <summary>What the session that is resumed was agreed with.</summary>
    internal SessionParameters ResumedParameters => ParametersOf(_state);

    /// <summary>The master secret of the session that is resumed: a copy of its own.</summary>
    internal TlsSecret ResumedSecret => SecretOf(_state);

    internal IDictionary<int, byte[]> ClientExtensions => ClientExtensionsOf(_state);

    internal IDictionary<int, byte[]> ServerExtensions => ServerExtensionsOf(_state);

    internal TlsKeyExchange? KeyExchange
    {
        get => KeyExchangeOf(_state);
        set => KeyExchangeOf(_state) = value;
    }

    internal TlsAuthentication Authentication => AuthenticationOf(_state);

    internal CertificateRequest? Request => RequestOf(_state);

    /// <summary>Offers versions, suites, extensions and perhaps a session (RFC 5246, section 7.4.1.2).</summary>
    internal byte[] WriteHello() => GenerateClientHello(_state);

    /// <summary>The same hello, with the cookie in it (RFC 6347, section 4.2.1).</summary>
    internal static byte[] WithCookie(byte[] hello, byte[] cookie) => PatchClientHelloWithCookie(hello, cookie);

    /// <summary>Reads the cookie of a HelloVerifyRequest (RFC 6347, section 4.2.1).</summary>
    internal byte[] ReadCookie(byte[] body) => ProcessHelloVerifyRequest(_state, body);

    /// <summary>Checks that the server chose from what was offered (RFC 5246, section 7.4.1.3).</summary>
    internal void ReadHello(byte[] body) => ProcessServerHello(_state, body);

    /// <summary>Reads the server's certificate (RFC 5246, section 7.4.2).</summary>
    internal void ReadCertificate(byte[] body) => ProcessServerCertificate(_state, body);

    /// <summary>
    /// Reads the server's half of the key exchange and checks its signature (RFC 5246, section 7.4.3; RFC 8422,
    /// section 5.4).
    /// </summary>
    internal void ReadKeyExchange(byte[] body) => ProcessServerKeyExchange(_state, body);

    /// <summary>Reads what certificates the server would take (RFC 5246, section 7.4.4).</summary>
    internal void ReadRequest(byte[] body) => ProcessCertificateRequest(_state, body);

    /// <summary>The client's half of the key exchange (RFC 5246, section 7.4.7; RFC 8422, section 5.7).</summary>
    internal byte[] WriteKeyExchange() => GenerateClientKeyExchange(_state);

    internal byte[] WriteProof(DigitallySigned signature) => GenerateCertificateVerify(_state, signature);

    /// <summary>No session comes of it, and none can be resumed (RFC 5246, section 7.2.2).</summary>
    internal void Invalidate() => InvalidateSession(_state);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "client")]
    internal static extern ref TlsClient ClientOf([UnsafeAccessorType(InternalTypes.ClientState)] object state);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "tlsSession")]
    internal static extern ref TlsSession SessionOf([UnsafeAccessorType(InternalTypes.ClientState)] object state);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "sessionParameters")]
    internal static extern ref SessionParameters ParametersOf(
        [UnsafeAccessorType(InternalTypes.ClientState)] object state
    );

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "sessionMasterSecret")]
    internal static extern ref TlsSecret SecretOf([UnsafeAccessorType(InternalTypes.ClientState)] object state);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "clientExtensions")]
    internal static extern ref IDictionary<int, byte[]> ClientExtensionsOf(
        [UnsafeAccessorType(InternalTypes.ClientState)] object state
    );

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "serverExtensions")]
    internal static extern ref IDictionary<int, byte[]> ServerExtensionsOf(
        [UnsafeAccessorType(InternalTypes.ClientState)] object state
    );

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "keyExchange")]
    internal static extern ref TlsKeyExchange? KeyExchangeOf(
        [UnsafeAccessorType(InternalTypes.ClientState)] object state
    );

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "authentication")]
    internal static extern ref TlsAuthentication AuthenticationOf(
        [UnsafeAccessorType(InternalTypes.ClientState)] object state
    );

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "certificateRequest")]
    internal static extern ref CertificateRequest? RequestOf(
        [UnsafeAccessorType(InternalTypes.ClientState)] object state
    );
}
