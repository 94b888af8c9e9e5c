using System.Security.Cryptography;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>
/// A certificate whose holder's ECDSA signatures are verified by the platform. BouncyCastle would allocate some
/// 180 KB for each, and many small objects at once are what makes handshakes in many threads slow.
/// </summary>
internal sealed class PlatformCertificate(BcTlsCrypto crypto, byte[] encoding) : BcTlsCertificate(crypto, encoding)
{
    public override TlsVerifier CreateVerifier(short signatureAlgorithm)
    {
        if (signatureAlgorithm != SignatureAlgorithm.ecdsa)
        {
            return base.CreateVerifier(signatureAlgorithm);
        }

        ValidateKeyUsage(KeyUsage.DigitalSignature);
        return TryReadKey(SubjectPublicKeyInfo) is ECDsa key ? new PlatformVerifier(key) : base.CreateVerifier(signatureAlgorithm);
    }

    /// <summary>Null where the platform does not know the curve; then BouncyCastle may, and it also says what is wrong with a broken key.</summary>
    private static ECDsa? TryReadKey(SubjectPublicKeyInfo info)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(info.GetEncoded(), out _);
            return key;
        }
        catch (Exception e) when (e is CryptographicException or PlatformNotSupportedException)
        {
            key.Dispose();
            return null;
        }
    }
}
