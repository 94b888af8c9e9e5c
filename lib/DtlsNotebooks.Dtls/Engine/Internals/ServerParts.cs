using System.Runtime.CompilerServices;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;

namespace DtlsNotebooks.Dtls.Engine.Internals;

/// <summary>
/// The parts of BouncyCastle's server that read and write one message each; when each has its turn is not decided
/// here. What it has protected is inherited, and only the rest is reached by name.
/// </summary>
internal sealed class ServerParts : DtlsServerProtocol
{
    private readonly ServerHandshakeState _state = new();

    internal ServerParts(TlsServer server, object context, object recordLayer)
    {
        ServerOf(_state) = server;
        ContextField.Set(_state, context);
        RecordLayerField.Set(_state, recordLayer);
    }

    internal static HiddenField ContextField { get; } =
        new(InternalTypes.ServerState, "serverContext", InternalTypes.ServerContext);

    internal static HiddenField RecordLayerField { get; } =
        new(InternalTypes.ServerState, "recordLayer", InternalTypes.RecordLayer);

    /// <summary>The session under way, or the one that is resumed.</summary>
    internal TlsSession Session => SessionOf(_state);

    /// <summary>What the session that is resumed was agreed with.</summary>
    internal SessionParameters ResumedParameters => ParametersOf(_state);

    /// <summary>The master secret of the session that is resumed: a copy of its own.</summary>
    internal TlsSecret ResumedSecret => SecretOf(_state);

    internal IDictionary<int, byte[]> ServerExtensions => ExtensionsOf(_state);

    internal TlsKeyExchange? KeyExchange
    {
        get => KeyExchangeOf(_state);
        set => KeyExchangeOf(_state) = value;
    }

    internal CertificateRequest? Request
    {
        set => RequestOf(_state) = value;
    }

    /// <summary>Reads a ClientHello, and chooses the version (RFC 5246, section 7.4.1.2).</summary>
    internal void ReadHello(ClientHello hello) => ProcessClientHello(_state, hello);

    /// <summary>Chooses session, suite and extensions (RFC 5246, section 7.4.1.3; RFC 7627, section 5).</summary>
    internal byte[] WriteHello() => Hello(this, _state);

    /// <summary>Reads a client's certificate and lets the server check it (RFC 5246, section 7.4.6).</summary>
    internal void ReadCertificate(byte[] body) => ProcessClientCertificate(_state, body);

    /// <summary>Reads a ClientKeyExchange (RFC 5246, section 7.4.7; RFC 8422, section 5.7).</summary>
    internal void ReadKeyExchange(byte[] body) => ProcessClientKeyExchange(_state, body);

    /// <summary>The client has shown a certificate that signs, so that it must prove its key.</summary>
    internal bool ExpectsProof() => ExpectCertificateVerifyMessage(_state);

    /// <summary>Checks the client's signature of the handshake so far (RFC 5246, section 7.4.8).</summary>
    internal void CheckProof(byte[] body, TlsHandshakeHash transcript) =>
        ProcessCertificateVerify(_state, body, transcript);

    internal byte[] WriteRequest(CertificateRequest request) => GenerateCertificateRequest(_state, request);

    internal byte[] WriteStatus(CertificateStatus status) => GenerateCertificateStatus(_state, status);

    /// <summary>No session comes of it, and none can be resumed (RFC 5246, section 7.2.2).</summary>
    internal void Invalidate() => InvalidateSession(_state);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "GenerateServerHello")]
    internal static extern byte[] Hello(
        DtlsServerProtocol protocol,
        [UnsafeAccessorType(InternalTypes.ServerState)] object state
    );

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "server")]
    internal static extern ref TlsServer ServerOf([UnsafeAccessorType(InternalTypes.ServerState)] object state);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "tlsSession")]
    internal static extern ref TlsSession SessionOf([UnsafeAccessorType(InternalTypes.ServerState)] object state);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "sessionParameters")]
    internal static extern ref SessionParameters ParametersOf(
        [UnsafeAccessorType(InternalTypes.ServerState)] object state
    );

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "sessionMasterSecret")]
    internal static extern ref TlsSecret SecretOf([UnsafeAccessorType(InternalTypes.ServerState)] object state);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "serverExtensions")]
    internal static extern ref IDictionary<int, byte[]> ExtensionsOf(
        [UnsafeAccessorType(InternalTypes.ServerState)] object state
    );

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "keyExchange")]
    internal static extern ref TlsKeyExchange? KeyExchangeOf(
        [UnsafeAccessorType(InternalTypes.ServerState)] object state
    );

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "certificateRequest")]
    internal static extern ref CertificateRequest? RequestOf(
        [UnsafeAccessorType(InternalTypes.ServerState)] object state
    );
}
