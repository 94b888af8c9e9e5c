using System.Security.Cryptography.X509Certificates;

namespace DtlsNotebooks.Dtls.Certificates;

/// <summary>
/// The certificates and keys of a lesson, as PEM files in one folder under the file names of the C tutorial.
/// They are worthless outside a lesson: anybody with the folder can sign as the authority.
/// </summary>
/// <example><code>var certificates = LessonCertificates.EnsureIn("../certs");</code></example>
public sealed class LessonCertificates
{
    private const int LongestOwner = 40;
    private static readonly TimeSpan LockWait = TimeSpan.FromSeconds(30);

    private LessonCertificates(string folder, IReadOnlyList<string> changes)
    {
        Folder = folder;
        Changes = changes;
    }

    /// <summary>The folder that holds the files.</summary>
    public string Folder { get; }

    /// <summary>What this call made or renewed, and why; empty where everything was in order.</summary>
    public IReadOnlyList<string> Changes { get; }

    /// <summary>The authority's certificate, ca-cert.pem: what a peer trusts.</summary>
    public string AuthorityFile => Path.Combine(Folder, CertificateFolder.AuthorityFile);

    /// <summary>The authority's private key, ca-key.pem.</summary>
    public string AuthorityKeyFile => Path.Combine(Folder, CertificateFolder.AuthorityKeyFile);

    /// <summary>The server's certificate, server-cert.pem.</summary>
    public string ServerFile => Path.Combine(Folder, CertificateFolder.CertificateFile("server"));

    /// <summary>The server's private key, server-key.pem.</summary>
    public string ServerKeyFile => Path.Combine(Folder, CertificateFolder.KeyFile("server"));

    /// <summary>The client's certificate, client-cert.pem.</summary>
    public string ClientFile => Path.Combine(Folder, CertificateFolder.CertificateFile("client"));

    /// <summary>The client's private key, client-key.pem.</summary>
    public string ClientKeyFile => Path.Combine(Folder, CertificateFolder.KeyFile("client"));

    /// <summary>
    /// Makes the certificates and keys that are missing, and renews those that are broken, do not belong together,
    /// or run out within a day. A valid authority that somebody put there is kept. Two notebooks may call this at once.
    /// </summary>
    /// <param name="folder">The folder; null for the folder "certs" here or in the nearest folder above.</param>
    /// <param name="keys">The kind of keys to have; null keeps what is there and makes ECDSA keys.</param>
    /// <param name="owner">
    /// Whose certificates they are, such as "Ada Lovelace": the name then stands in the server's and the client's
    /// certificate, and so in every full handshake, in clear. Null keeps what is there.
    /// </param>
    /// <exception cref="CertificateFileException">
    /// The folder cannot be used as it is; the message says what to do.
    /// </exception>
    /// <exception cref="ArgumentException">The owner's name is blank or longer than 40 characters.</exception>
    public static LessonCertificates EnsureIn(string? folder = null, KeyKind? keys = null, string? owner = null)
    {
        CheckOwner(owner);
        string place = folder ?? FindFolder();
        try
        {
            Directory.CreateDirectory(place);
            using var held = FolderLock.Take(place, LockWait);
            var worker = new CertificateFolder(place, keys, owner?.Trim());
            worker.Ensure();
            return new LessonCertificates(place, worker.Changes);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new CertificateFileException(
                $"The folder {place} may not be written: make it yours, or choose another folder.",
                e
            );
        }
        catch (IOException e) when (e is not CertificateFileException)
        {
            throw new CertificateFileException(
                $"The folder {place} cannot be written ({e.Message.TrimEnd('.')}): mend that, or choose another folder.",
                e
            );
        }
    }

    /// <summary>Loads the authority with its key, to sign further certificates.</summary>
    /// <exception cref="CertificateFileException">
    /// A file is missing or broken, such as where a class shares an authority and keeps its key.
    /// </exception>
    public CertificateAuthority LoadAuthority() => new(PemFile.ReadWithKey(AuthorityFile, AuthorityKeyFile)[0]);

    /// <summary>Loads the server's certificate with its private key.</summary>
    /// <exception cref="CertificateFileException">A file is missing or broken.</exception>
    public X509Certificate2 LoadServer() => PemFile.ReadWithKey(ServerFile, ServerKeyFile)[0];

    /// <summary>Loads the client's certificate with its private key.</summary>
    /// <exception cref="CertificateFileException">A file is missing or broken.</exception>
    public X509Certificate2 LoadClient() => PemFile.ReadWithKey(ClientFile, ClientKeyFile)[0];

    /// <summary>The folder and what was changed in it.</summary>
    public override string ToString() =>
        Changes.Count == 0 ? $"{Folder}: everything in order" : $"{Folder}: {string.Join("; ", Changes)}";

    // A common name has at most 64 characters (RFC 5280, appendix A.1), and the role stands before the owner.
    private static void CheckOwner(string? owner)
    {
        if (owner is not null && (string.IsNullOrWhiteSpace(owner) || owner.Trim().Length > LongestOwner))
        {
            throw new ArgumentException(
                $"A certificate's owner has a name of 1 to {LongestOwner} characters: shorten it, or leave it out.",
                nameof(owner)
            );
        }
    }

    private static string FindFolder()
    {
        string here = Directory.GetCurrentDirectory();
        for (DirectoryInfo? folder = new(here); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "certs");
            if (Directory.Exists(candidate))
            {
                return Path.GetRelativePath(here, candidate);
            }
        }

        throw new CertificateFileException(
            "There is no folder \"certs\" here or above: run this in the folder of the notebooks, or name a "
                + "folder, as in LessonCertificates.EnsureIn(\"../certs\")."
        );
    }
}
