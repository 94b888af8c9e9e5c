using System.Security.Cryptography;
using Org.BouncyCastle.Asn1.Pkcs;

namespace DtlsNotebooks.Dtls.Certificates;

/// <summary>Says what is in a file that does not hold what it should.</summary>
internal static class PemContent
{
    private const byte DerSequence = 0x30;

    /// <summary>What stands in a file without a certificate, and what to do.</summary>
    internal static string InPlaceOfCertificate(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        string[] labels = Labels(File.ReadAllText(path));
        return bytes.Length == 0 ? "the file is empty"
            : Array.Exists(labels, label => label.EndsWith("PRIVATE KEY", StringComparison.Ordinal))
                ? "a private key is in it; perhaps the two files were exchanged"
            : labels.Contains("CERTIFICATE REQUEST") || labels.Contains("NEW CERTIFICATE REQUEST")
                ? "a request is in it, which an authority has still to sign"
            : labels.Length > 0 ? $"it holds {string.Join(" and ", labels)}"
            : bytes[0] == DerSequence
                ? "it is in binary form (DER or PKCS #12), and PEM is needed: openssl x509 -inform der -in FILE, or "
                    + "openssl pkcs12 -in FILE -nodes, writes it as text"
            : "it holds neither PEM (text from -----BEGIN CERTIFICATE----- on) nor anything else known here";
    }

    /// <summary>Why the file holds no key that can be used; null where it may hold one.</summary>
    internal static string? WhyNoKey(string path, string text)
    {
        string[] labels = Labels(text);
        bool isKey = Array.Exists(labels, label => label.EndsWith("PRIVATE KEY", StringComparison.Ordinal));
        bool isEncrypted =
            labels.Contains("ENCRYPTED PRIVATE KEY")
            || text.Contains("Proc-Type: 4,ENCRYPTED", StringComparison.Ordinal);
        return isEncrypted
                ? "the key is encrypted with a password, and nobody is asked for one here; openssl pkey -in FILE -out "
                    + "COPY writes a copy without it"
            : isKey ? WhyNoUse(text)
            : text.Length == 0 ? "the file is empty"
            : labels.Contains("CERTIFICATE") ? "a certificate is in it and no key; perhaps the two files were exchanged"
            : labels.Contains("PUBLIC KEY") ? "a public key is in it, and the private one is needed"
            : labels.Length > 0 ? $"it holds {string.Join(" and ", labels)}, and no private key"
            : IsBinary(path)
                ? "it is in binary form (DER or PKCS #12), and PEM is needed: openssl pkey -inform der -in FILE writes it "
                    + "as text"
            : "it holds no private key in PEM (text from -----BEGIN PRIVATE KEY----- on)";
    }

    private static bool IsBinary(string path) => File.ReadAllBytes(path) is [DerSequence, ..];

    private static string? WhyNoUse(string text)
    {
        foreach (string label in (string[])["PRIVATE KEY", "EC PRIVATE KEY", "DSA PRIVATE KEY"])
        {
            if (Find(text, label) is not byte[] bytes)
                continue;

            try
            {
                return WhyNoUse(label, bytes);
            }
            catch (Exception e) when (e is CryptographicException or ArgumentException or IOException)
            {
                return "the key in it is damaged";
            }
            finally
            {
                CryptographicOperations.ZeroMemory(bytes);
            }
        }

        return null;
    }

    private static string? WhyNoUse(string label, byte[] bytes)
    {
        if (label == "DSA PRIVATE KEY")
            return KeyName.Unusable("a DSA key");

        if (label == "EC PRIVATE KEY")
        {
            using var key = ECDsa.Create();
            key.ImportECPrivateKey(bytes, out _);
            return KeyName.WhyNoCurve(key);
        }

        string oid = PrivateKeyInfo.GetInstance(bytes).PrivateKeyAlgorithm.Algorithm.Id;
        if (!KeyName.IsUsed(oid))
            return KeyName.Unusable(KeyName.OfAlgorithm(oid));

        if (oid == KeyName.Rsa)
            return null;

        using var curve = ECDsa.Create();
        curve.ImportPkcs8PrivateKey(bytes, out _);
        return KeyName.WhyNoCurve(curve);
    }

    private static byte[]? Find(string text, string label)
    {
        ReadOnlySpan<char> rest = text;
        while (PemEncoding.TryFind(rest, out PemFields fields))
        {
            if (rest[fields.Label].SequenceEqual(label))
            {
                byte[] bytes = new byte[fields.DecodedDataLength];
                return Convert.TryFromBase64Chars(rest[fields.Base64Data], bytes, out int length)
                    ? bytes[..length]
                    : null;
            }

            rest = rest[fields.Location.End..];
        }

        return null;
    }

    private static string[] Labels(string text)
    {
        var labels = new List<string>();
        ReadOnlySpan<char> rest = text;
        while (PemEncoding.TryFind(rest, out PemFields fields))
        {
            labels.Add(rest[fields.Label].ToString());
            rest = rest[fields.Location.End..];
        }

        return [.. labels];
    }
}
