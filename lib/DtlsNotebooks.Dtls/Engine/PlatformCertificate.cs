using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>
/// BouncyCastle's certificate, but for signatures on the usual curves, which the platform's cryptography checks
/// several times quicker, and but for its bytes, which are those that came and are not put together anew.
/// </summary>
internal sealed class PlatformCertificate : BcTlsCertificate
{
    private readonly byte[] _encoding;
    private readonly PublicKeyCache _keys;

    internal PlatformCertificate(BcTlsCrypto crypto, byte[] encoding, PublicKeyCache keys)
        : base(crypto, encoding)
    {
        _encoding = encoding;
        _keys = keys;
    }

    public override byte[] GetEncoded() => [.. _encoding];

    public override TlsVerifier CreateVerifier(short signatureAlgorithm)
    {
        // BouncyCastle's first: it refuses a certificate that may not be used for signatures.
        TlsVerifier verifier = base.CreateVerifier(signatureAlgorithm);
        return signatureAlgorithm == SignatureAlgorithm.ecdsa
            ? new PlatformVerifier(_encoding, _keys, verifier)
            : verifier;
    }
}
