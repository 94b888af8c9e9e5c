using System.Security.Cryptography;
using Org.BouncyCastle.Tls.Crypto;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>
/// Random values of a handshake (RFC 5246, section 7.4.1.2) from the platform's generator. BouncyCastle seeds a
/// generator of its own for each connection, which costs it several hashes.
/// </summary>
internal sealed class PlatformNonces : TlsNonceGenerator
{
    internal static readonly PlatformNonces Shared = new();

    private PlatformNonces() { }

    /// <inheritdoc/>
    public byte[] GenerateNonce(int size) => RandomNumberGenerator.GetBytes(size);
}
