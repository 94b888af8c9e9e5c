using System.Security.Cryptography;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>Signs with the platform's cryptography, which is several times quicker than BouncyCastle's.</summary>
internal sealed class PlatformSigner(AsymmetricAlgorithm key, Lock keyLock) : TlsSigner
{
    public byte[] GenerateRawSignature(SignatureAndHashAlgorithm algorithm, byte[] hash)
    {
        // .NET does not promise that two threads may sign with one key object; a signature takes far less than a
        // handshake.
        lock (keyLock)
        {
            return key switch
            {
                ECDsa ec => ec.SignHash(hash, DSASignatureFormat.Rfc3279DerSequence),
                RSA rsa => rsa.SignHash(
                    hash,
                    SigningKey.HashOf(algorithm),
                    algorithm.Signature == SignatureAlgorithm.rsa ? RSASignaturePadding.Pkcs1 : RSASignaturePadding.Pss
                ),
                _ => throw new TlsFatalAlert(AlertDescription.internal_error),
            };
        }
    }

    /// <summary>None: the hash is signed.</summary>
    public TlsStreamSigner? GetStreamSigner(SignatureAndHashAlgorithm algorithm) => null;
}
