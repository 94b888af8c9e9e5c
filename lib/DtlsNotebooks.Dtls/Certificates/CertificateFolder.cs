using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace DtlsNotebooks.Dtls.Certificates;

/// <summary>Brings one folder of PEM files in order. The caller holds its <see cref="FolderLock"/>.</summary>
internal sealed class CertificateFolder(string folder, KeyKind? keys, string? owner = null)
{
    internal const string AuthorityFile = "ca-cert.pem";
    internal const string AuthorityKeyFile = "ca-key.pem";

    /// <summary>What runs out sooner than this is made anew: longer than any lesson.</summary>
    private static readonly TimeSpan RenewalMargin = TimeSpan.FromDays(1);

    private readonly List<string> _changes = [];

    internal IReadOnlyList<string> Changes => _changes;

    internal static string CertificateFile(string name) => $"{name}-cert.pem";

    internal static string KeyFile(string name) => $"{name}-key.pem";

    internal void Ensure()
    {
        (X509Certificate2 trusted, CertificateAuthority? authority) = EnsureAuthority();
        using (trusted)
        using (authority)
        {
            EnsureLeaf("server", CertificatePurpose.Server, trusted, authority);
            EnsureLeaf("client", CertificatePurpose.Client, trusted, authority);
        }
    }

    private (X509Certificate2 Trusted, CertificateAuthority? Authority) EnsureAuthority()
    {
        bool hasKey = File.Exists(In(AuthorityKeyFile));
        X509Certificate2? found = TryReadCertificate(AuthorityFile);
        string? problem = AuthorityProblem(found);
        if (problem is null)
        {
            return (found!, hasKey ? LoadAuthority() : null);
        }

        if (found is not null && !hasKey)
        {
            throw new CertificateFileException(
                $"{In(AuthorityFile)} is {problem}, and there is no {AuthorityKeyFile} to renew it: copy both "
                    + "files from whoever shares the authority, or name another folder to have one of your own."
            );
        }

        found?.Dispose();
        return MakeAuthority(problem);
    }

    private static string? AuthorityProblem(X509Certificate2? certificate)
    {
        if (certificate is null)
        {
            return "missing or unreadable";
        }

        if (!certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(e => e.CertificateAuthority))
        {
            return "not the certificate of an authority";
        }

        return ValidityProblem(certificate);
    }

    private static string? ValidityProblem(X509Certificate2 certificate) =>
        certificate.NotAfter.ToUniversalTime() < DateTime.UtcNow + RenewalMargin
            ? $"valid only until {certificate.NotAfter.ToUniversalTime():u}"
        : certificate.NotBefore.ToUniversalTime() > DateTime.UtcNow
            ? $"valid only from {certificate.NotBefore.ToUniversalTime():u}"
        : null;

    private CertificateAuthority LoadAuthority()
    {
        try
        {
            return new CertificateAuthority(PemFile.ReadWithKey(In(AuthorityFile), In(AuthorityKeyFile))[0]);
        }
        catch (CertificateFileException e)
        {
            throw new CertificateFileException(
                $"{In(AuthorityKeyFile)} does not go with {AuthorityFile} ({e.Message.TrimEnd('.')}): copy both files from "
                    + "whoever shares the authority, or name another folder to have an authority of your own.",
                e
            );
        }
    }

    private (X509Certificate2 Trusted, CertificateAuthority Authority) MakeAuthority(string reason)
    {
        var authority = CertificateAuthority.Create(keys: keys ?? KeyKind.EcdsaP256);
        // In this order a crash leaves no certificate rather than one with another's key.
        File.Delete(In(AuthorityFile));
        OwnerOnlyFile.Replace(In(AuthorityKeyFile), KeyPem(authority.Certificate));
        OwnerOnlyFile.ReplacePublic(In(AuthorityFile), authority.Certificate.ExportCertificatePem() + "\n");
        _changes.Add($"{AuthorityFile} made (it was {reason})");
        TellIfOpen(AuthorityKeyFile);
        return (X509CertificateLoader.LoadCertificate(authority.Certificate.RawData), authority);
    }

    private void EnsureLeaf(
        string name,
        CertificatePurpose purpose,
        X509Certificate2 trusted,
        CertificateAuthority? authority
    )
    {
        string? problem = LeafProblem(name, purpose, trusted);
        if (problem is null)
        {
            return;
        }

        if (authority is null)
        {
            throw new CertificateFileException(
                $"{In(CertificateFile(name))} is {problem}, and there is no {AuthorityKeyFile} to sign a new one: "
                    + "copy it from whoever shares the authority, or name another folder to have an authority of your own."
            );
        }

        using X509Certificate2 made = authority.Issue(Profile(name, purpose, trusted));
        OwnerOnlyFile.Replace(In(KeyFile(name)), KeyPem(made));
        OwnerOnlyFile.ReplacePublic(In(CertificateFile(name)), made.ExportCertificatePem() + "\n");
        _changes.Add($"{CertificateFile(name)} made (it was {problem})");
        TellIfOpen(KeyFile(name));
    }

    private CertificateProfile Profile(string name, CertificatePurpose purpose, X509Certificate2 trusted)
    {
        DateTimeOffset usualEnd = DateTimeOffset.UtcNow + CertificateProfile.UsualValidity;
        DateTimeOffset authorityEnd = trusted.NotAfter.ToUniversalTime();
        return new CertificateProfile
        {
            CommonName = CommonName(name),
            Purpose = purpose,
            Keys = keys ?? KeyKind.EcdsaP256,
            NotAfter = usualEnd < authorityEnd ? usualEnd : authorityEnd,
        };
    }

    private string CommonName(string name) => owner is null ? $"lesson {name}" : $"{name} of {owner}";

    private string? LeafProblem(string name, CertificatePurpose purpose, X509Certificate2 trusted)
    {
        try
        {
            IReadOnlyList<X509Certificate2> chain = PemFile.ReadWithKey(In(CertificateFile(name)), In(KeyFile(name)));
            if (keys is not null && LessonKey.KindOf(chain[0]) != keys)
            {
                return $"without a key of the kind {keys}";
            }

            if (owner is not null && chain[0].GetNameInfo(X509NameType.SimpleName, false) != CommonName(name))
            {
                return $"not made out to {owner}";
            }

            return ValidityProblem(chain[0])
                ?? (
                    TrustedPath.Find(chain, [trusted], purpose).Count == 0 ? null : $"not signed under {AuthorityFile}"
                );
        }
        catch (CertificateFileException)
        {
            return "missing, broken or without its key";
        }
    }

    private X509Certificate2? TryReadCertificate(string file)
    {
        try
        {
            return PemFile.ReadCertificates(In(file))[0];
        }
        catch (CertificateFileException)
        {
            return null;
        }
    }

    private void TellIfOpen(string keyFile)
    {
        if (!OwnerOnlyFile.IsOwnerOnly(In(keyFile)))
            _changes.Add($"others may read {keyFile}: the file system of this folder keeps nobody out");
    }

    private static string KeyPem(X509Certificate2 certificate)
    {
        using AsymmetricAlgorithm key = LessonKey.Of(certificate)!;
        return key.ExportPkcs8PrivateKeyPem() + "\n";
    }

    private string In(string file) => Path.Combine(folder, file);
}
