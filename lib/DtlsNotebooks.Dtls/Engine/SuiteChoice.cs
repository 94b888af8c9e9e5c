using System.Net.Security;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>Which cipher suites a context offers or accepts, and which it can use at all.</summary>
internal static class SuiteChoice
{
    private static readonly TlsCipherSuite[] Usual =
    [
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
    ];

    private static readonly DtlsCrypto Crypto = new();

    /// <summary>The suites of a client; where nothing was chosen, the usual ones.</summary>
    internal static int[] Offered(IReadOnlyList<TlsCipherSuite>? chosen) =>
        [.. (chosen ?? Usual).Select(suite => (int)suite)];

    /// <summary>Those of them that fit a server's key.</summary>
    internal static int[] Fitting(IReadOnlyList<TlsCipherSuite>? chosen, short signatureAlgorithm) =>
        [.. Offered(chosen).Where(suite => KeyKind(suite) == signatureAlgorithm)];

    /// <exception cref="ArgumentException">There is none, or one of them cannot be used.</exception>
    internal static IReadOnlyList<TlsCipherSuite> Checked(IReadOnlyList<TlsCipherSuite> suites, string name)
    {
        if (suites.Count == 0)
            throw new ArgumentException($"{name} is empty: name at least one suite, or leave it null.", name);

        foreach (TlsCipherSuite suite in suites)
        {
            if (WhyNot((int)suite) is string reason)
            {
                throw new ArgumentException(
                    $"{suite} cannot be used: {reason}. Take one of {string.Join(", ", Usual)}, or another that "
                        + "encrypts and whose name begins with TLS_ECDHE_ECDSA, TLS_ECDHE_RSA or TLS_DHE_RSA.",
                    name
                );
            }
        }

        return [.. suites];
    }

    private static string? WhyNot(int suite) =>
        !CipherSuite.IsScsv(suite) && TlsUtilities.IsValidVersionForCipherSuite(suite, ProtocolVersion.DTLSv12)
            ? (
                KeyKind(suite) < 0 ? "its keys are not exchanged with an ECDSA or RSA certificate that signs"
                : TlsUtilities.GetEncryptionAlgorithm(suite) == EncryptionAlgorithm.NULL ? "it encrypts nothing"
                : !TlsUtilities.IsSupportedCipherSuite(Crypto, suite) ? "there is no code for it here"
                : null
            )
            : "it is no suite of DTLS 1.2";

    /// <returns>The signature algorithm of the server's key; -1 where the suite takes none that works here.</returns>
    private static short KeyKind(int suite) =>
        TlsUtilities.GetKeyExchangeAlgorithm(suite) switch
        {
            KeyExchangeAlgorithm.ECDHE_ECDSA => SignatureAlgorithm.ecdsa,
            KeyExchangeAlgorithm.ECDHE_RSA or KeyExchangeAlgorithm.DHE_RSA => SignatureAlgorithm.rsa,
            _ => -1,
        };
}
