using System.Security.Cryptography;
using Org.BouncyCastle.Tls;
using BouncyHash = Org.BouncyCastle.Tls.HashAlgorithm;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>What a private key can sign with, and what it needs a peer to accept.</summary>
internal static class SigningKey
{
    /// <summary>
    /// With an RSA key first what RFC 5246 knows, then the signatures of RFC 8446, section 4.2.3, which a peer may offer
    /// alone. None with SHA-1 (RFC 9155, section 4).
    /// </summary>
    private static readonly SignatureAndHashAlgorithm[] Rsa =
    [
        new(BouncyHash.sha256, SignatureAlgorithm.rsa),
        new(BouncyHash.sha384, SignatureAlgorithm.rsa),
        new(BouncyHash.sha512, SignatureAlgorithm.rsa),
        SignatureAndHashAlgorithm.rsa_pss_rsae_sha256,
        SignatureAndHashAlgorithm.rsa_pss_rsae_sha384,
        SignatureAndHashAlgorithm.rsa_pss_rsae_sha512,
    ];

    /// <summary>The hash that fits the curve first; DTLS 1.2 ties no hash to a curve.</summary>
    private static readonly SignatureAndHashAlgorithm[] Ecdsa =
    [
        new(BouncyHash.sha256, SignatureAlgorithm.ecdsa),
        new(BouncyHash.sha384, SignatureAlgorithm.ecdsa),
        new(BouncyHash.sha512, SignatureAlgorithm.ecdsa),
    ];

    /// <summary>The curve of a key as a TLS group; null where it has none, or one that TLS does not use.</summary>
    internal static int? GroupOf(AsymmetricAlgorithm key) =>
        key is not ECDsa ec
            ? null
            : ec.ExportParameters(includePrivateParameters: false).Curve.Oid?.Value switch
            {
                "1.2.840.10045.3.1.7" => NamedGroup.secp256r1,
                "1.3.132.0.34" => NamedGroup.secp384r1,
                "1.3.132.0.35" => NamedGroup.secp521r1,
                _ => null,
            };

    /// <summary>The best scheme that the peer accepts; null where there is none.</summary>
    /// <param name="key">The private key.</param>
    /// <param name="accepted">What the peer said; null where it said nothing, which means SHA-1 (RFC 5246).</param>
    internal static SignatureAndHashAlgorithm? Choose(
        AsymmetricAlgorithm key,
        IEnumerable<SignatureAndHashAlgorithm>? accepted
    )
    {
        IEnumerable<SignatureAndHashAlgorithm> able = key switch
        {
            ECDsa { KeySize: 384 } => Ecdsa.OrderByDescending(scheme => scheme.Hash == BouncyHash.sha384),
            ECDsa { KeySize: 521 } => Ecdsa.Reverse(),
            ECDsa => Ecdsa,
            // A short key has no room for a long hash and its salt.
            _ => Rsa.Where(scheme => key.KeySize >= 1024 || scheme.Hash == BouncyHash.sha256),
        };
        return able.FirstOrDefault(scheme => accepted?.Contains(scheme) == true);
    }

    /// <summary>It is not made with SHA-1 or worse (RFC 9155).</summary>
    internal static bool IsStrong(SignatureAndHashAlgorithm scheme) =>
        scheme.Hash is not (BouncyHash.none or BouncyHash.md5 or BouncyHash.sha1 or BouncyHash.sha224);

    /// <summary>The hash that a scheme signs.</summary>
    /// <exception cref="TlsFatalAlert">It is none of those above.</exception>
    internal static HashAlgorithmName HashOf(SignatureAndHashAlgorithm scheme) =>
        SignatureScheme.GetCryptoHashAlgorithm(scheme) switch
        {
            Org.BouncyCastle.Tls.Crypto.CryptoHashAlgorithm.sha256 => HashAlgorithmName.SHA256,
            Org.BouncyCastle.Tls.Crypto.CryptoHashAlgorithm.sha384 => HashAlgorithmName.SHA384,
            Org.BouncyCastle.Tls.Crypto.CryptoHashAlgorithm.sha512 => HashAlgorithmName.SHA512,
            _ => throw new TlsFatalAlert(AlertDescription.internal_error),
        };
}
