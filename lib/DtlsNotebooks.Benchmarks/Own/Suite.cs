using System.Net.Security;

namespace DtlsNotebooks.Benchmarks.Own;

/// <summary>The suite that all sides are held to.</summary>
internal static class Suite
{
    /// <summary>ECDHE-ECDSA-AES128-GCM-SHA256 (RFC 5289).</summary>
    public static readonly IReadOnlyList<TlsCipherSuite> Measured =
    [
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
    ];
}
