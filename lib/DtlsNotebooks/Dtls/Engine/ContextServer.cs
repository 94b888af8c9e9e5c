using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>BouncyCastle's server, set up by a <see cref="DtlsContext"/>.</summary>
internal sealed class ContextServer(DtlsContext context, HandshakeRecorder recorder) : DefaultTlsServer(context.Crypto)
{
    public override int GetHandshakeTimeoutMillis() => WaitTime.ToMilliseconds(context.HandshakeTimeout);

    public override int GetHandshakeResendTimeMillis() => WaitTime.ToMilliseconds(context.FirstResend);

    /// <summary>Lets <see cref="NothingThereException"/> through; the record layer itself drops corrupt records.</summary>
    public override bool IgnoreCorruptDtlsRecords => true;

    /// <summary>Accepts clients that do not signal RFC 5746: this server never renegotiates.</summary>
    public override void NotifySecureRenegotiation(bool secureRenegotiation)
    {
    }

    public override CertificateRequest? GetCertificateRequest() => context.RequireClientCertificate
        ? new CertificateRequest(
            [ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign],
            TlsUtilities.GetDefaultSupportedSignatureAlgorithms(m_context),
            [.. context.RequireVerifier("to check client certificates").AuthorityNames.Select(X509Name.GetInstance)])
        : null;

    public override void NotifyClientCertificate(Certificate clientCertificate) =>
        context.RequireVerifier("to check client certificates").CheckClient(clientCertificate).ThrowIfRefused();

    public override void NotifyAlertReceived(short alertLevel, short alertDescription) => recorder.AlertReceived(alertDescription);

    public override void NotifyHandshakeComplete()
    {
        base.NotifyHandshakeComplete();
        recorder.Complete(m_context);
    }

    protected override ProtocolVersion[] GetSupportedVersions() => ProtocolVersion.DTLSv12.Only();

    protected override int[] GetSupportedCipherSuites() => TlsUtilities.GetSupportedCipherSuites(Crypto, context.ServerSuites());

    protected override TlsCredentialedSigner GetECDsaSignerCredentials() => context.RequireCredentials().CreateSigner(m_context);

    protected override TlsCredentialedSigner GetRsaSignerCredentials() => context.RequireCredentials().CreateSigner(m_context);
}
