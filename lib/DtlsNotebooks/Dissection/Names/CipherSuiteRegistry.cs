using System.Net.Security;

namespace DtlsNotebooks.Dissection.Names;

/// <summary>
/// The names of the cipher suites: the IANA registry "TLS Cipher Suites"
/// (https://www.iana.org/assignments/tls-parameters, RFC 8446, section 11), as the framework has them.
/// </summary>
internal static class CipherSuiteRegistry
{
    // What the registry has and TlsCipherSuite lacks.
    private static readonly Dictionary<int, string> Names = RegistryTable.Parse(
        """
        0080 TLS_GOSTR341094_WITH_28147_CNT_IMIT
        0081 TLS_GOSTR341001_WITH_28147_CNT_IMIT
        0082 TLS_GOSTR341094_WITH_NULL_GOSTR3411
        0083 TLS_GOSTR341001_WITH_NULL_GOSTR3411
        00C6 TLS_SM4_GCM_SM3
        00C7 TLS_SM4_CCM_SM3
        00FF TLS_EMPTY_RENEGOTIATION_INFO_SCSV
        1306 TLS_AEGIS_256_SHA512
        1307 TLS_AEGIS_128L_SHA256
        5600 TLS_FALLBACK_SCSV
        C0B4 TLS_SHA256_SHA256
        C0B5 TLS_SHA384_SHA384
        C100 TLS_GOSTR341112_256_WITH_KUZNYECHIK_CTR_OMAC
        C101 TLS_GOSTR341112_256_WITH_MAGMA_CTR_OMAC
        C102 TLS_GOSTR341112_256_WITH_28147_CNT_IMIT
        C103 TLS_GOSTR341112_256_WITH_KUZNYECHIK_MGM_L
        C104 TLS_GOSTR341112_256_WITH_MAGMA_MGM_L
        C105 TLS_GOSTR341112_256_WITH_KUZNYECHIK_MGM_S
        C106 TLS_GOSTR341112_256_WITH_MAGMA_MGM_S
        """
    );

    static CipherSuiteRegistry()
    {
        foreach (TlsCipherSuite suite in Enum.GetValues<TlsCipherSuite>())
            Names[(int)suite] = suite.ToString();
    }

    public static IReadOnlyDictionary<int, string> All => Names;

    public static string? Find(int id) => RegistryTable.IsGrease(id) ? "GREASE" : Names.GetValueOrDefault(id);
}
