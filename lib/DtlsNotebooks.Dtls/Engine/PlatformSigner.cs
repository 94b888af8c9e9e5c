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
                RSA rsa => rsa.SignHash(hash, HashName(algorithm.Hash), RSASignaturePadding.Pkcs1),
                _ => throw new TlsFatalAlert(AlertDescription.internal_error),
            };
        }
    }

    /// <summary>None: the hash is signed.</summary>
    public TlsStreamSigner? GetStreamSigner(SignatureAndHashAlgorithm algorithm) => null;

    private static HashAlgorithmName HashName(short hash) =>
        hash switch
        {
            Org.BouncyCastle.Tls.HashAlgorithm.sha256 => HashAlgorithmName.SHA256,
            Org.BouncyCastle.Tls.HashAlgorithm.sha384 => HashAlgorithmName.SHA384,
            Org.BouncyCastle.Tls.HashAlgorithm.sha512 => HashAlgorithmName.SHA512,
            Org.BouncyCastle.Tls.HashAlgorithm.sha1 => HashAlgorithmName.SHA1,
            _ => throw new TlsFatalAlert(AlertDescription.internal_error),
        };
}
