using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>
/// The platform's public keys of certificates that were met before: to make one takes as long as to check some
/// signatures with it.
/// .NET does not promise that two threads may use one key object, so each borrows one of its own.
/// </summary>
internal sealed class PublicKeyCache
{
    private const int MostCertificates = 64;

    /// <summary>NIST P-256, P-384 and P-521 (RFC 5480, section 2.1.1.1).</summary>
    private static readonly string[] Curves = ["1.2.840.10045.3.1.7", "1.3.132.0.34", "1.3.132.0.35"];

    private readonly ConcurrentDictionary<string, ConcurrentBag<ECDsa>> _idle = new(StringComparer.Ordinal);

    /// <returns>False where the certificate has no key on one of these curves.</returns>
    internal bool TryBorrow(byte[] certificate, [NotNullWhen(true)] out ECDsa? key)
    {
        key =
            _idle.TryGetValue(Name(certificate), out ConcurrentBag<ECDsa>? idle) && idle.TryTake(out ECDsa? known)
                ? known
                : Load(certificate);
        return key is not null;
    }

    internal void GiveBack(byte[] certificate, ECDsa key)
    {
        string name = Name(certificate);
        // What is dropped here is freed by its finalizer.
        if (!_idle.ContainsKey(name) && _idle.Count >= MostCertificates)
        {
            _idle.Clear();
        }

        _idle.GetOrAdd(name, _ => []).Add(key);
    }

    private static ECDsa? Load(byte[] certificate)
    {
        try
        {
            using X509Certificate2 loaded = X509CertificateLoader.LoadCertificate(certificate);
            ECDsa? key = loaded.GetECDsaPublicKey();
            if (
                key is not null
                && Array.IndexOf(Curves, key.ExportParameters(includePrivateParameters: false).Curve.Oid?.Value) < 0
            )
            {
                key.Dispose();
                return null;
            }

            return key;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static string Name(byte[] certificate) => Convert.ToHexString(SHA256.HashData(certificate));
}
