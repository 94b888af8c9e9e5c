using DtlsNotebooks.Dtls.Engine;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;

namespace DtlsNotebooks.Dtls;

/// <summary>
/// BouncyCastle's cryptography for DTLS, with three traps removed: a forged record that cannot even be
/// a ciphertext is dropped instead of ending the session (RFC 6347, section 4.1.2.7); the modulus of an RSA
/// certificate is not tested again at every handshake, which costs 25 ms; and ECDSA signatures are checked by the
/// platform,
/// since BouncyCastle takes some 200 kilobytes for each, whose collection grows dearer the more threads there are.
/// </summary>
public sealed class DtlsCrypto : BcTlsCrypto
{
    static DtlsCrypto() => Environment.SetEnvironmentVariable("Org.BouncyCastle.Rsa.MaxMRTests", "0");

    private readonly PublicKeyCache _publicKeys = new();

    /// <inheritdoc/>
    public override TlsCertificate CreateCertificate(short type, byte[] encoding) =>
        type == CertificateType.X509
            ? new PlatformCertificate(this, encoding, _publicKeys)
            : base.CreateCertificate(type, encoding);

    /// <inheritdoc/>
    public override TlsCipher CreateCipher(
        TlsCryptoParameters cryptoParams,
        int encryptionAlgorithm,
        int macAlgorithm
    ) => new DiscardingCipher(base.CreateCipher(cryptoParams, encryptionAlgorithm, macAlgorithm));
}
