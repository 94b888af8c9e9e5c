using System.Security.Cryptography;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>Verifies one ECDSA signature of a handshake with the platform's cryptography, and then forgets the key.</summary>
internal sealed class PlatformVerifier(ECDsa key) : TlsVerifier
{
    public bool VerifyRawSignature(DigitallySigned digitallySigned, byte[] hash)
    {
        using (key)
        {
            return digitallySigned.Algorithm is null or { Signature: SignatureAlgorithm.ecdsa }
                && key.VerifyHash(hash, digitallySigned.Signature, DSASignatureFormat.Rfc3279DerSequence);
        }
    }

    /// <summary>None: the hash is verified.</summary>
    public TlsStreamVerifier? GetStreamVerifier(DigitallySigned digitallySigned) => null;
}
