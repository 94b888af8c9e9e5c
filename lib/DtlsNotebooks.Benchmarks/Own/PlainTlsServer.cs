using System.Collections.Concurrent;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;

namespace DtlsNotebooks.Benchmarks.Own;

/// <summary>What a programmer overrides of BouncyCastle's server: suite, certificate, sessions to resume.</summary>
internal sealed class PlainTlsServer(
    BcTlsCrypto crypto,
    PlainKeys keys,
    ConcurrentDictionary<string, TlsSession> sessions
) : DefaultTlsServer(crypto)
{
    /// <inheritdoc/>
    public override byte[] GetNewSessionID() => m_context.NonceGenerator.GenerateNonce(32);

    /// <inheritdoc/>
    public override TlsSession? GetSessionToResume(byte[] sessionID) =>
        sessions.TryGetValue(Convert.ToHexString(sessionID), out TlsSession? session) ? session : null;

    /// <inheritdoc/>
    public override void NotifyHandshakeComplete()
    {
        base.NotifyHandshakeComplete();
        TlsSession session = m_context.Session;
        if (session is { IsResumable: true })
            sessions[Convert.ToHexString(session.SessionID)] = session;
    }

    /// <inheritdoc/>
    protected override ProtocolVersion[] GetSupportedVersions() => ProtocolVersion.DTLSv12.Only();

    /// <inheritdoc/>
    protected override int[] GetSupportedCipherSuites() => [CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256];

    /// <inheritdoc/>
    protected override TlsCredentialedSigner GetECDsaSignerCredentials() =>
        new BcDefaultTlsCredentialedSigner(
            new TlsCryptoParameters(m_context),
            crypto,
            keys.Key,
            keys.Chain,
            SignatureAndHashAlgorithm.GetInstance(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa)
        );
}
