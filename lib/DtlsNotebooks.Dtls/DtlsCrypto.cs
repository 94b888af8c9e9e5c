using DtlsNotebooks.Dtls.Engine;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;

namespace DtlsNotebooks.Dtls;

/// <summary>
/// BouncyCastle's cryptography for DTLS, with three traps removed: a forged record that cannot even be
/// a ciphertext is dropped instead of ending the session (RFC 6347, section 4.1.2.7); the modulus of an RSA
/// certificate is not tested again at every handshake, which costs 25 ms; and ECDSA signatures are checked by the
/// platform, since BouncyCastle takes some 200 kilobytes for each, whose collection grows dearer the more threads there
/// are. Random values of a handshake come from the platform as well.
/// </summary>
/// <remarks>
/// The test of the modulus is switched off for the whole process, since BouncyCastle knows no other way: the first use
/// sets the environment variable <c>Org.BouncyCastle.Rsa.MaxMRTests</c> to 0 where it is not set yet, and programs that
/// this process starts inherit it.
/// </remarks>
public sealed class DtlsCrypto : BcTlsCrypto
{
    private const string ModulusTests = "Org.BouncyCastle.Rsa.MaxMRTests";

    static DtlsCrypto()
    {
        // Whoever has set it wants it so.
        if (Environment.GetEnvironmentVariable(ModulusTests) is null)
            Environment.SetEnvironmentVariable(ModulusTests, "0");
    }

    private readonly PublicKeyCache _publicKeys = new();

    /// <inheritdoc/>
    public override TlsCertificate CreateCertificate(short type, byte[] encoding) =>
        type == CertificateType.X509
            ? new PlatformCertificate(this, encoding, _publicKeys)
            : base.CreateCertificate(type, encoding);

    /// <inheritdoc/>
    public override TlsNonceGenerator CreateNonceGenerator(byte[] additionalSeedMaterial) => PlatformNonces.Shared;

    /// <inheritdoc/>
    public override TlsNonceGenerator CreateNonceGenerator(ReadOnlySpan<byte> additionalSeedMaterial) =>
        PlatformNonces.Shared;

    /// <inheritdoc/>
    public override TlsCipher CreateCipher(
        TlsCryptoParameters cryptoParams,
        int encryptionAlgorithm,
        int macAlgorithm
    ) => new DiscardingCipher(base.CreateCipher(cryptoParams, encryptionAlgorithm, macAlgorithm));
}
