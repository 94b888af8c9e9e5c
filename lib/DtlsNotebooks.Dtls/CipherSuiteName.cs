using System.Collections.Frozen;
using System.Reflection;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Dtls;

/// <summary>The names of cipher suites, as the IANA registry writes them.</summary>
public static class CipherSuiteName
{
    private static readonly Lazy<FrozenDictionary<int, string>> Names = new(() =>
        typeof(CipherSuite)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral && field.FieldType == typeof(int))
            .GroupBy(field => (int)field.GetRawConstantValue()!)
            .ToFrozenDictionary(same => same.Key, same => same.First().Name)
    );

    /// <summary>
    /// The name of a suite, such as "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", or its number where it has none here.
    /// </summary>
    /// <param name="suite">Its number, such as 0xC02B.</param>
    public static string Of(int suite) => Names.Value.GetValueOrDefault(suite, $"0x{suite:X4}");
}
