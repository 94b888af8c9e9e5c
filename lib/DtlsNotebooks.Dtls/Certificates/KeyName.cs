using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DtlsNotebooks.Dtls.Engine;

namespace DtlsNotebooks.Dtls.Certificates;

/// <summary>The kinds of keys in words, and which of them are used here.</summary>
internal static class KeyName
{
    internal const string Rsa = "1.2.840.113549.1.1.1";
    private const string EllipticCurve = "1.2.840.10045.2.1";

    internal static bool IsUsed(string? algorithm) => algorithm is Rsa or EllipticCurve;

    internal static string OfAlgorithm(string? algorithm) =>
        algorithm switch
        {
            Rsa => "an RSA key",
            EllipticCurve => "an ECDSA key",
            "1.2.840.113549.1.1.10" => "an RSA key that is for PSS signatures alone",
            "1.3.101.112" => "an Ed25519 key",
            "1.3.101.113" => "an Ed448 key",
            "1.3.101.110" or "1.3.101.111" => "a key for key exchange (X25519 or X448), which signs nothing",
            "1.2.840.10040.4.1" => "a DSA key",
            "1.2.840.113549.1.3.1" or "1.2.840.10046.2.1" => "a Diffie-Hellman key, which signs nothing",
            _ => $"a key of the algorithm {algorithm ?? "without a name"}",
        };

    internal static string Of(AsymmetricAlgorithm key) =>
        key switch
        {
            RSA rsa => $"an RSA key of {rsa.KeySize} bits",
            ECDsa ec => $"an ECDSA key on {CurveOf(ec)}",
            _ => "a key of another kind",
        };

    internal static string Of(X509Certificate2 certificate)
    {
        using AsymmetricAlgorithm? key =
            (AsymmetricAlgorithm?)certificate.GetECDsaPublicKey() ?? certificate.GetRSAPublicKey();
        return key is null ? OfAlgorithm(certificate.GetKeyAlgorithm()) : Of(key);
    }

    /// <summary>Why an ECDSA key cannot be used; null where it can.</summary>
    internal static string? WhyNoCurve(ECDsa key) =>
        SigningKey.GroupOf(key) is null ? Unusable($"an ECDSA key on {CurveOf(key)}") : null;

    internal static string Unusable(string what) =>
        $"the key is {what}, and keys here are ECDSA on P-256, P-384 or P-521, or RSA";

    private static string CurveOf(ECDsa key)
    {
        ECCurve curve = key.ExportParameters(includePrivateParameters: false).Curve;
        return curve.Oid?.Value switch
        {
            "1.2.840.10045.3.1.7" => "P-256",
            "1.3.132.0.34" => "P-384",
            "1.3.132.0.35" => "P-521",
            null => "a curve without a name",
            _ => curve.Oid.FriendlyName ?? curve.Oid.Value,
        };
    }
}
