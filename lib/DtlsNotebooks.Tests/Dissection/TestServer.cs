using System.Security.Cryptography;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;

namespace DtlsNotebooks.Tests.Dissection;

internal sealed class TestServer(BcTlsCrypto crypto, HandshakeScenario scenario, TlsSession? session)
    : DefaultTlsServer(crypto)
{
    private readonly byte[] _sessionId = RandomNumberGenerator.GetBytes(32);

    public TlsSession? Established { get; private set; }

    private TestIdentity Identity => scenario.Rsa ? TestIdentity.Rsa : TestIdentity.Ec;

    public override int GetHandshakeResendTimeMillis() => scenario.ResendMilliseconds;

    public override int GetHandshakeTimeoutMillis() => 30_000;

    public override byte[] GetNewSessionID() => _sessionId;

    public override TlsSession? GetSessionToResume(byte[] sessionID) =>
        session is not null && session.SessionID.AsSpan().SequenceEqual(sessionID) ? session : null;

    public override CertificateRequest? GetCertificateRequest() =>
        !scenario.Mutual
            ? null
            : new CertificateRequest(
                [ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign],
                scenario.Version.Equals(ProtocolVersion.DTLSv12)
                    ? TlsUtilities.GetDefaultSupportedSignatureAlgorithms(m_context)
                    : null,
                [new BcTlsCertificate(crypto, TestIdentity.Ec.AuthorityDer).X509CertificateStructure.Subject]
            );

    public override void NotifyClientCertificate(Certificate clientCertificate)
    {
        // The tests made the certificate themselves.
    }

    public override void NotifyHandshakeComplete()
    {
        base.NotifyHandshakeComplete();
        Established = m_context.Session;
    }

    protected override ProtocolVersion[] GetSupportedVersions() => scenario.Version.Only();

    protected override int[] GetSupportedCipherSuites() => [scenario.Suite];

    protected override TlsCredentialedSigner GetECDsaSignerCredentials() => Identity.Signer(m_context, crypto);

    protected override TlsCredentialedSigner GetRsaSignerCredentials() => Identity.Signer(m_context, crypto);

    protected override TlsCredentialedDecryptor GetRsaEncryptionCredentials() =>
        new BcDefaultTlsCredentialedDecryptor(crypto, Identity.Chain(crypto), Identity.PrivateKey);

    protected override bool AllowEncryptThenMac() => !scenario.MacThenEncrypt;

    protected override byte[]? GetNewConnectionID() => scenario.ConnectionId ? [0x51, 0x52, 0x53, 0x54] : null;
}
