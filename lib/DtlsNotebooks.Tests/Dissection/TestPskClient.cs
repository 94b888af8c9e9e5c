using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;

namespace DtlsNotebooks.Tests.Dissection;

internal sealed class TestPskClient(BcTlsCrypto crypto, HandshakeScenario scenario, Action<string> log)
    : PskTlsClient(crypto, new BasicTlsPskIdentity("student", [1, 2, 3, 4, 5, 6, 7, 8]))
{
    public override void NotifyHandshakeComplete()
    {
        base.NotifyHandshakeComplete();
        log(KeyLogLine.Of(m_context, crypto));
    }

    protected override ProtocolVersion[] GetSupportedVersions() => scenario.Version.Only();

    protected override int[] GetSupportedCipherSuites() => [scenario.Suite];
}
