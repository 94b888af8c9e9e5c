using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;

namespace DtlsNotebooks.Tests.Dissection;

internal sealed class TestPskServer(BcTlsCrypto crypto, HandshakeScenario scenario) : PskTlsServer(crypto, new OneKey())
{
    protected override ProtocolVersion[] GetSupportedVersions() => scenario.Version.Only();

    protected override int[] GetSupportedCipherSuites() => [scenario.Suite];

    private sealed class OneKey : TlsPskIdentityManager
    {
        public byte[] GetHint() => "use your student key"u8.ToArray();

        public byte[] GetPsk(byte[] identity) => [1, 2, 3, 4, 5, 6, 7, 8];
    }
}
