using System.Security.Cryptography;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>
/// Checks an ECDSA signature with the platform's cryptography, or with BouncyCastle's where the platform cannot use
/// the key.
/// </summary>
internal sealed class PlatformVerifier(byte[] certificate, PublicKeyCache keys, TlsVerifier otherwise) : TlsVerifier
{
    /// <summary>None: the hash is checked.</summary>
    public TlsStreamVerifier? GetStreamVerifier(DigitallySigned digitallySigned) => null;

    public bool VerifyRawSignature(DigitallySigned digitallySigned, byte[] hash)
    {
        // As BouncyCastle does: a signature of another kind than the key's is no signature by it.
        if (
            digitallySigned.Algorithm is { Signature: not SignatureAlgorithm.ecdsa }
            || !keys.TryBorrow(certificate, out ECDsa? key)
        )
        {
            return otherwise.VerifyRawSignature(digitallySigned, hash);
        }

        try
        {
            return key.VerifyHash(hash, digitallySigned.Signature, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            return false;
        }
        finally
        {
            keys.GiveBack(certificate, key);
        }
    }
}
