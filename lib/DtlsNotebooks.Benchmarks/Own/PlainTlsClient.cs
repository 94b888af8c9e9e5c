using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;

namespace DtlsNotebooks.Benchmarks.Own;

/// <summary>
/// What a programmer overrides of BouncyCastle's client: suite, the check of the server's certificate by the platform,
/// the session to resume.
/// </summary>
internal sealed class PlainTlsClient(BcTlsCrypto crypto, X509Certificate2 authority, TlsSession? saved)
    : DefaultTlsClient(crypto),
        TlsAuthentication
{
    private const string HostName = "localhost";

    /// <summary>The handshake resumed the session.</summary>
    public bool IsResumed { get; private set; }

    /// <summary>What a later handshake may resume.</summary>
    public TlsSession? Session { get; private set; }

    /// <inheritdoc/>
    public override TlsAuthentication GetAuthentication() => this;

    /// <inheritdoc/>
    public override TlsSession? GetSessionToResume() => saved;

    /// <inheritdoc/>
    public void NotifyServerCertificate(TlsServerCertificate serverCertificate)
    {
        using X509Certificate2 shown = X509CertificateLoader.LoadCertificate(
            serverCertificate.Certificate.GetCertificateAt(0).GetEncoded()
        );
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        if (!chain.Build(shown) || !shown.MatchesHostname(HostName))
            throw new TlsFatalAlert(AlertDescription.bad_certificate);
    }

    /// <inheritdoc/>
    public TlsCredentials? GetClientCredentials(Org.BouncyCastle.Tls.CertificateRequest certificateRequest) => null;

    /// <inheritdoc/>
    public override void NotifyHandshakeComplete()
    {
        base.NotifyHandshakeComplete();
        IsResumed = m_context.SecurityParameters.IsResumedSession;
        Session = m_context.Session;
    }

    /// <inheritdoc/>
    protected override ProtocolVersion[] GetSupportedVersions() => ProtocolVersion.DTLSv12.Only();

    /// <inheritdoc/>
    protected override int[] GetSupportedCipherSuites() => [CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256];

    /// <inheritdoc/>
    protected override IList<ServerName> GetSniServerNames() =>
        [new ServerName(NameType.host_name, System.Text.Encoding.ASCII.GetBytes(HostName))];
}
