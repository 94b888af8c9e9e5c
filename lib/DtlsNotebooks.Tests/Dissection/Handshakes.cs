using DtlsNotebooks.Proxy;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Tests.Dissection;

/// <summary>The handshakes that the tests of the dissector share; each is made once.</summary>
internal static class Handshakes
{
    private static readonly HandshakeScenario[] Scenarios =
    [
        new("EC, cookie", CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256),
        new("EC, coalesced", CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256) { Coalesce = true },
        new("EC, no cookie", CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384) { Cookie = false },
        new("EC, mutual", CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CCM) { Mutual = true },
        new("EC, small datagrams", CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8) { SendLimit = 300, Mutual = true },
        new("EC, small datagrams, coalesced", CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8)
        {
            SendLimit = 300,
            Mutual = true,
            Coalesce = true,
        },
        new("EC, ChaCha20", CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256),
        new("EC, CBC", CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256),
        new("EC, CBC SHA-1", CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA),
        new("EC, CBC, MAC first", CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384) { MacThenEncrypt = true },
        new("RSA", CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256) { Rsa = true },
        new("RSA key exchange", CipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256) { Rsa = true },
        new("DHE", CipherSuite.TLS_DHE_RSA_WITH_AES_128_GCM_SHA256) { Rsa = true },
        new("PSK", CipherSuite.TLS_PSK_WITH_AES_128_CCM_8) { Psk = true },
        new("ECDHE-PSK", CipherSuite.TLS_ECDHE_PSK_WITH_AES_128_CBC_SHA256) { Psk = true },
        new("DTLS 1.0", CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA)
        {
            Version = ProtocolVersion.DTLSv10,
            Mutual = true,
        },
        new("connection ID", CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256) { ConnectionId = true },
        new("resumed", CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256) { Resume = true },
        new("resumed, no cookie, coalesced", CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256)
        {
            Resume = true,
            Cookie = false,
            Coalesce = true,
        },
        new("ClientHello lost", CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256)
        {
            ResendMilliseconds = 400,
            Drops = (direction, at) => direction == Direction.ToServer && at == 0,
        },
        new("Certificate lost", CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256)
        {
            ResendMilliseconds = 400,
            Drops = (direction, at) => direction == Direction.ToClient && at == 2,
        },
        new("last flight lost", CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256)
        {
            Coalesce = true,
            ResendMilliseconds = 400,
            Drops = (direction, at) => direction == Direction.ToClient && at == 2,
        },
    ];

    private static readonly Dictionary<string, Lazy<RecordedHandshake>> Made = Scenarios.ToDictionary(
        scenario => scenario.Name,
        scenario => new Lazy<RecordedHandshake>(() => HandshakeMaker.Make(scenario))
    );

    public static IEnumerable<string> Names => Made.Keys;

    public static IEnumerable<RecordedHandshake> All => Made.Values.Select(made => made.Value);

    public static RecordedHandshake Get(string name) => Made[name].Value;
}
