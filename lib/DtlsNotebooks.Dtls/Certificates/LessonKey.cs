using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace DtlsNotebooks.Dtls.Certificates;

/// <summary>Makes key pairs and the objects that .NET wants beside them.</summary>
internal static class LessonKey
{
    internal static AsymmetricAlgorithm Create(KeyKind kind) =>
        kind switch
        {
            KeyKind.EcdsaP256 => ECDsa.Create(ECCurve.NamedCurves.nistP256),
            KeyKind.Rsa2048 => RSA.Create(2048),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "The kind of key is EcdsaP256 or Rsa2048."),
        };

    internal static CertificateRequest Request(X500DistinguishedName subject, AsymmetricAlgorithm key) =>
        key switch
        {
            ECDsa ec => new CertificateRequest(subject, ec, HashAlgorithmName.SHA256),
            RSA rsa => new CertificateRequest(subject, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            _ => throw new ArgumentException("The key is neither an ECDSA nor an RSA key.", nameof(key)),
        };

    internal static X509SignatureGenerator SignatureGenerator(AsymmetricAlgorithm key) =>
        key switch
        {
            ECDsa ec => X509SignatureGenerator.CreateForECDsa(ec),
            RSA rsa => X509SignatureGenerator.CreateForRSA(rsa, RSASignaturePadding.Pkcs1),
            _ => throw new ArgumentException("The key is neither an ECDSA nor an RSA key.", nameof(key)),
        };

    internal static X509Certificate2 Join(X509Certificate2 certificate, AsymmetricAlgorithm key) =>
        key switch
        {
            ECDsa ec => certificate.CopyWithPrivateKey(ec),
            RSA rsa => certificate.CopyWithPrivateKey(rsa),
            _ => throw new ArgumentException("The key is neither an ECDSA nor an RSA key.", nameof(key)),
        };

    /// <summary>The private key of a certificate, or null where it has none that a handshake can use.</summary>
    internal static AsymmetricAlgorithm? Of(X509Certificate2 certificate) =>
        (AsymmetricAlgorithm?)certificate.GetECDsaPrivateKey() ?? certificate.GetRSAPrivateKey();

    internal static KeyKind? KindOf(X509Certificate2 certificate) =>
        certificate.GetKeyAlgorithm() switch
        {
            "1.2.840.10045.2.1" => KeyKind.EcdsaP256,
            "1.2.840.113549.1.1.1" => KeyKind.Rsa2048,
            _ => null,
        };
}
