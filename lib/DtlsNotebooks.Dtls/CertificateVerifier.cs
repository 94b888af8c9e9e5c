using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DtlsNotebooks.Dtls.Certificates;
using DtlsNotebooks.Dtls.Engine;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Dtls;

/// <summary>
/// Decides whether to believe a peer's certificate: a path must lead from it to a trusted authority (RFC 5280,
/// section 6), and a server's must be good for the name the client asked for (RFC 6125). A verdict is remembered
/// for a while, since reaching it costs as much as the rest of a handshake. Nothing is asked of the network,
/// so a revoked certificate is not recognised.
/// </summary>
/// <example><code>var verifier = CertificateVerifier.Load("../certs/ca-cert.pem");</code></example>
public sealed class CertificateVerifier
{
    private readonly X509Certificate2[] _anchors;
    private readonly VerdictCache _verdicts = new(TimeProvider.System);

    /// <summary>Trusts these authorities and nobody else, not even those that the system trusts.</summary>
    /// <param name="authorities">Their certificates.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public CertificateVerifier(params IEnumerable<X509Certificate2> authorities)
    {
        // Own copies, so that a caller who disposes of an authority takes nothing away.
        _anchors = [.. authorities.Select(a => X509CertificateLoader.LoadCertificate(a.RawData))];
        if (_anchors.Length == 0)
        {
            throw new ArgumentException("A verifier needs at least one authority to trust.", nameof(authorities));
        }
    }

    /// <summary>Trusts the authorities in a PEM file.</summary>
    /// <param name="path">The file, such as "../certs/ca-cert.pem".</param>
    /// <exception cref="CertificateFileException">
    /// The file is missing or broken; the message says what to do.
    /// </exception>
    public static CertificateVerifier Load(string path) => new(PemFile.ReadCertificates(path));

    /// <summary>
    /// The subjects of the trusted authorities, in DER; a server names them in its CertificateRequest.
    /// </summary>
    public IReadOnlyList<byte[]> AuthorityNames => [.. _anchors.Select(a => a.SubjectName.RawData)];

    /// <summary>The certificates of the trusted authorities, in DER.</summary>
    public IReadOnlyList<byte[]> AuthorityCertificates => [.. _anchors.Select(a => a.RawData)];

    /// <summary>Checks what a server showed.</summary>
    /// <param name="chain">Its certificate first, then those that vouch for it.</param>
    /// <param name="hostName">
    /// The name or address that the client asked for; null checks no name, which lets any holder of a good certificate
    /// pose as the server.
    /// </param>
    public CertificateVerdict CheckServer(Certificate chain, string? hostName) =>
        Check(chain, CertificatePurpose.Server, hostName);

    /// <summary>Checks what a client showed.</summary>
    /// <param name="chain">Its certificate first, then those that vouch for it; may be empty.</param>
    public CertificateVerdict CheckClient(Certificate chain) => Check(chain, CertificatePurpose.Client, null);

    private CertificateVerdict Check(Certificate chain, CertificatePurpose holder, string? hostName)
    {
        ArgumentNullException.ThrowIfNull(chain);
        if (chain.IsEmpty)
        {
            return Nothing(holder);
        }

        byte[][] encoded = [.. chain.GetCertificateList().Select(c => c.GetEncoded())];
        string key = Key(encoded, holder, hostName);
        return _verdicts.Find(key) ?? Decide(encoded, holder, hostName, key);
    }

    private CertificateVerdict Decide(byte[][] encoded, CertificatePurpose holder, string? hostName, string key)
    {
        var path = new List<X509Certificate2>();
        try
        {
            path.AddRange(encoded.Select(bytes => X509CertificateLoader.LoadCertificate(bytes)));
            CertificateVerdict verdict = Judge(path, holder, hostName, out DateTime until);
            _verdicts.Remember(key, verdict, until);
            return verdict;
        }
        catch (CryptographicException)
        {
            return Refuse("", DtlsError.BadCertificate, DtlsAlert.BadCertificate, "the certificate cannot be read");
        }
        finally
        {
            path.ForEach(certificate => certificate.Dispose());
        }
    }

    private CertificateVerdict Judge(
        List<X509Certificate2> path,
        CertificatePurpose holder,
        string? hostName,
        out DateTime until
    )
    {
        X509Certificate2 leaf = path[0];
        string whose = holder == CertificatePurpose.Server ? "the server's" : "the client's";
        IReadOnlyList<X509ChainStatus> problems = TrustedPath.Find(path, _anchors, holder, out until);
        if (problems.Count > 0)
        {
            return RefusePath(leaf, whose, problems);
        }

        return hostName is null || leaf.MatchesHostname(hostName, allowWildcards: true, allowCommonName: false)
            ? new CertificateVerdict { Subject = leaf.Subject }
            : Refuse(
                leaf.Subject,
                DtlsError.HostNameMismatch,
                DtlsAlert.BadCertificate,
                $"the server's certificate ({leaf.Subject}) is not good for the name {hostName}"
            );
    }

    private static CertificateVerdict RefusePath(
        X509Certificate2 leaf,
        string whose,
        IReadOnlyList<X509ChainStatus> problems
    )
    {
        X509ChainStatusFlags flags = problems.Aggregate(X509ChainStatusFlags.NoError, (all, p) => all | p.Status);
        string who = $"{whose} certificate ({leaf.Subject})";
        if ((flags & (X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.UntrustedRoot)) != 0)
        {
            return Refuse(
                leaf.Subject,
                DtlsError.UnknownCa,
                DtlsAlert.UnknownCa,
                $"{who} leads to no trusted authority"
            );
        }

        if ((flags & X509ChainStatusFlags.NotTimeValid) != 0 && (flags & X509ChainStatusFlags.NotSignatureValid) == 0)
        {
            return Refuse(
                leaf.Subject,
                DtlsError.CertificateExpired,
                DtlsAlert.CertificateExpired,
                $"{who} is valid from {leaf.NotBefore.ToUniversalTime():u} until {leaf.NotAfter.ToUniversalTime():u}"
            );
        }

        return (flags & X509ChainStatusFlags.NotValidForUsage) != 0
            ? Refuse(
                leaf.Subject,
                DtlsError.UnsupportedCertificate,
                DtlsAlert.UnsupportedCertificate,
                $"{who} is not made for this use"
            )
            : Refuse(leaf.Subject, DtlsError.BadCertificate, DtlsAlert.BadCertificate, $"{who} is not good ({flags})");
    }

    private static CertificateVerdict Nothing(CertificatePurpose holder) =>
        holder == CertificatePurpose.Client
            ? Refuse("", DtlsError.NoClientCertificate, DtlsAlert.HandshakeFailure, "the client showed no certificate")
            : Refuse("", DtlsError.BadCertificate, DtlsAlert.BadCertificate, "the server showed no certificate");

    private static CertificateVerdict Refuse(string subject, DtlsError error, DtlsAlert alert, string explanation) =>
        new()
        {
            Subject = subject,
            Error = error,
            Alert = alert,
            Explanation = explanation,
        };

    private static string Key(byte[][] encoded, CertificatePurpose holder, string? hostName)
    {
        byte[] digests = new byte[encoded.Length * SHA256.HashSizeInBytes];
        for (int i = 0; i < encoded.Length; i++)
        {
            SHA256.HashData(encoded[i], digests.AsSpan(i * SHA256.HashSizeInBytes));
        }

        return $"{holder}/{hostName}/{Convert.ToHexString(SHA256.HashData(digests))}";
    }
}
