using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace DtlsNotebooks.Dtls.Certificates;

/// <summary>Reads the PEM files of certificates and keys (RFC 7468) with errors that say what to do.</summary>
public static class PemFile
{
    private const string HowToMake = "run the cell with LessonCertificates.EnsureIn, which makes a lesson's files";

    /// <summary>Reads every certificate of a file, in its order.</summary>
    /// <param name="path">A PEM file, such as "../certs/ca-cert.pem".</param>
    /// <exception cref="CertificateFileException">
    /// There is no such file, or no certificate in it; the message says what is in it.
    /// </exception>
    public static IReadOnlyList<X509Certificate2> ReadCertificates(string path)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(ReadText(path));
        }
        catch (CryptographicException e)
        {
            throw new CertificateFileException($"{path} holds a certificate that cannot be read: it is damaged.", e);
        }

        return certificates.Count > 0
            ? [.. certificates]
            : throw new CertificateFileException(
                $"{path} holds no certificate: {PemContent.InPlaceOfCertificate(path)}."
            );
    }

    /// <summary>Reads a certificate, those that follow it in the file, and its private key from another file.</summary>
    /// <param name="certificatePath">A PEM file with the certificate first.</param>
    /// <param name="keyPath">A PEM file with its private key.</param>
    /// <returns>The certificates; the first one has its private key.</returns>
    /// <exception cref="CertificateFileException">
    /// A file is missing or broken, the key is of a kind that is not used here, or it belongs to another certificate.
    /// </exception>
    public static IReadOnlyList<X509Certificate2> ReadWithKey(string certificatePath, string keyPath)
    {
        IReadOnlyList<X509Certificate2> certificates = ReadCertificates(certificatePath);
        using X509Certificate2 bare = certificates[0];
        using AsymmetricAlgorithm key = ReadKey(keyPath);
        try
        {
            return [LessonKey.Join(bare, key), .. certificates.Skip(1)];
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException or InvalidOperationException)
        {
            throw new CertificateFileException(
                $"{keyPath} is not the key of {certificatePath}: the file holds {KeyName.Of(key)}, the certificate is for "
                    + $"{KeyName.Of(bare)}. Look whether the two files were made together.",
                e
            );
        }
    }

    private static AsymmetricAlgorithm ReadKey(string path)
    {
        string text = ReadText(path);
        if (PemContent.WhyNoKey(path, text) is string reason)
            throw new CertificateFileException($"{path} cannot be used: {reason}.");

        return TryImport(ECDsa.Create(), text)
            ?? TryImport(RSA.Create(), text)
            ?? throw new CertificateFileException(
                $"{path} holds no private key that can be read: it is damaged, or of a kind that is not used here."
            );
    }

    private static AsymmetricAlgorithm? TryImport(AsymmetricAlgorithm key, string text)
    {
        try
        {
            key.ImportFromPem(text);
            return key;
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            key.Dispose();
            return null;
        }
    }

    private static string ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CertificateFileException($"There is no {path}: {HowToMake}.", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new CertificateFileException($"{path} may not be read: it belongs to another user.", e);
        }
    }
}
