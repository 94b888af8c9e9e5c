using DtlsNotebooks.Dtls.Engine;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;

namespace DtlsNotebooks.Dtls;

/// <summary>
/// BouncyCastle's cryptography for DTLS, with two traps removed: a forged record that cannot even be
/// a ciphertext is dropped instead of ending the session (RFC 6347, section 4.1.2.7), and the modulus of an RSA
/// certificate is not tested again at every handshake, which costs 25 ms. ECDSA signatures are verified by the platform.
/// </summary>
public sealed class DtlsCrypto : BcTlsCrypto
{
    static DtlsCrypto() => Environment.SetEnvironmentVariable("Org.BouncyCastle.Rsa.MaxMRTests", "0");

    /// <inheritdoc/>
    public override TlsCertificate CreateCertificate(short type, byte[] encoding) => type == CertificateType.X509
        ? new PlatformCertificate(this, encoding)
        : base.CreateCertificate(type, encoding);

    /// <inheritdoc/>
    public override TlsCipher CreateCipher(TlsCryptoParameters cryptoParams, int encryptionAlgorithm, int macAlgorithm) =>
        new DiscardingCipher(base.CreateCipher(cryptoParams, encryptionAlgorithm, macAlgorithm));
}
