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
    )
    {
        using var path = new X509Chain();
        path.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        path.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        path.ChainPolicy.DisableCertificateDownloads = true;
        path.ChainPolicy.ApplicationPolicy.Add(
            new Oid(holder == CertificatePurpose.Server ? "1.3.6.1.5.5.7.3.1" : "1.3.6.1.5.5.7.3.2")
        );
        path.ChainPolicy.CustomTrustStore.AddRange(anchors.ToArray());
        path.ChainPolicy.ExtraStore.AddRange(chain.Skip(1).ToArray());
        bool good = path.Build(chain[0]);
        return good ? [] : Problems(path);
    }

    private static X509ChainStatus[] Problems(X509Chain path) =>
        path.ChainStatus.Length > 0
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
