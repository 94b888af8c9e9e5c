using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;

namespace DtlsNotebooks.Tests.Dissection;

internal sealed class TestClient(
    BcTlsCrypto crypto,
    HandshakeScenario scenario,
    TlsSession? session,
    Action<string> log
) : DefaultTlsClient(crypto)
{
    public TlsSession? Established { get; private set; }

    public override int GetHandshakeResendTimeMillis() => scenario.ResendMilliseconds;

    public override int GetHandshakeTimeoutMillis() => 30_000;

    public override TlsSession? GetSessionToResume() => session;

    public override TlsAuthentication GetAuthentication() => new Authentication(m_context, crypto, scenario);

    public override void NotifyHandshakeComplete()
    {
        base.NotifyHandshakeComplete();
        Established = m_context.Session;
        log(KeyLogLine.Of(m_context, crypto));
    }

    protected override ProtocolVersion[] GetSupportedVersions() => scenario.Version.Only();

    protected override int[] GetSupportedCipherSuites() => [scenario.Suite];

    protected override IList<ServerName> GetSniServerNames() =>
        [new ServerName(NameType.host_name, "localhost"u8.ToArray())];

    protected override byte[]? GetNewConnectionID() => scenario.ConnectionId ? [0xC1, 0xC2, 0xC3] : null;

    private sealed class Authentication(TlsContext context, BcTlsCrypto crypto, HandshakeScenario scenario)
        : TlsAuthentication
    {
        public void NotifyServerCertificate(TlsServerCertificate serverCertificate)
        {
            // The tests made the certificate themselves.
        }

        public TlsCredentials? GetClientCredentials(CertificateRequest certificateRequest) =>
            scenario.Mutual ? (scenario.Rsa ? TestIdentity.Rsa : TestIdentity.Ec).Signer(context, crypto) : null;
    }
}
