using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace DtlsNotebooks.Dtls.Certificates;

/// <summary>
/// Finds a path from a certificate to a trust anchor (RFC 5280, section 6), without asking the network anything.
/// </summary>
internal static class TrustedPath
{
    /// <summary>Builds and checks the path now, for a holder in a role.</summary>
    /// <param name="chain">What the peer showed: its own certificate first.</param>
    /// <param name="anchors">The certificates to trust; nothing else is, not even what the system trusts.</param>
    /// <param name="holder">What the holder of the certificate wants to do with it.</param>
    /// <returns>What is wrong with it; empty where all is well.</returns>
    internal static IReadOnlyList<X509ChainStatus> Find(
        IReadOnlyList<X509Certificate2> chain,
        IEnumerable<X509Certificate2> anchors,
        CertificatePurpose holder
    ) => Find(chain, anchors, holder, out _);

    /// <inheritdoc cref="Find(IReadOnlyList{X509Certificate2}, IEnumerable{X509Certificate2}, CertificatePurpose)"/>
    /// <param name="chain">What the peer showed: its own certificate first.</param>
    /// <param name="anchors">The certificates to trust; nothing else is, not even what the system trusts.</param>
    /// <param name="holder">What the holder of the certificate wants to do with it.</param>
    /// <param name="until">When the first certificate of the path runs out, its authority's included, in UTC.</param>
    internal static IReadOnlyList<X509ChainStatus> Find(
        IReadOnlyList<X509Certificate2> chain,
        IEnumerable<X509Certificate2> anchors,
        CertificatePurpose holder,
        out DateTime until
    )
    {
        X509Certificate2[] trusted = [.. anchors];
        using var path = new X509Chain();
        path.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        path.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        path.ChainPolicy.DisableCertificateDownloads = true;
        path.ChainPolicy.ApplicationPolicy.Add(
            new Oid(holder == CertificatePurpose.Server ? "1.3.6.1.5.5.7.3.1" : "1.3.6.1.5.5.7.3.2")
        );
        path.ChainPolicy.CustomTrustStore.AddRange(trusted);
        path.ChainPolicy.ExtraStore.AddRange(chain.Skip(1).ToArray());
        bool good = path.Build(chain[0]);
        until = path.ChainElements.Append(null).Min(element => End(element?.Certificate ?? chain[0]));
        // Not the answer alone: a platform was seen to say yes and to name a problem beside it.
        return good && IsGood(path, trusted) ? [] : Problems(path);
    }

    private static DateTime End(X509Certificate2 certificate) => certificate.NotAfter.ToUniversalTime();

    private static bool IsGood(X509Chain path, X509Certificate2[] trusted) =>
        path.ChainStatus.All(status => status.Status == X509ChainStatusFlags.NoError)
        && path.ChainElements.Count > 0
        && Array.Exists(
            trusted,
            anchor => anchor.RawDataMemory.Span.SequenceEqual(path.ChainElements[^1].Certificate.RawDataMemory.Span)
        );

    private static X509ChainStatus[] Problems(X509Chain path) =>
        path.ChainStatus.Any(status => status.Status != X509ChainStatusFlags.NoError)
            ? path.ChainStatus
            :
            [
                new X509ChainStatus
                {
                    Status = X509ChainStatusFlags.PartialChain,
                    StatusInformation = "no path to a trusted authority",
                },
            ];
}
