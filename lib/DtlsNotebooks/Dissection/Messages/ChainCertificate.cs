using System.Formats.Asn1;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DtlsNotebooks.Dissection.Reading;
using DtlsNotebooks.Dissection.Words;

namespace DtlsNotebooks.Dissection.Messages;

/// <summary>One certificate of a chain, with what can be read from it (RFC 5280, section 4.1).</summary>
public sealed record ChainCertificate
{
    /// <summary>The certificate in DER.</summary>
    public required ReadOnlyMemory<byte> Der { get; init; }

    /// <summary>Whom it is for, such as "CN=localhost"; empty where it cannot be read.</summary>
    public string Subject { get; private init; } = "";

    /// <summary>Who signed it; empty where it cannot be read.</summary>
    public string Issuer { get; private init; } = "";

    /// <summary>When it becomes valid; null where it cannot be read.</summary>
    public DateTimeOffset? NotBefore { get; private init; }

    /// <summary>When it expires; null where it cannot be read.</summary>
    public DateTimeOffset? NotAfter { get; private init; }

    /// <summary>The host names and addresses it is for (RFC 5280, section 4.2.1.6).</summary>
    public IReadOnlyList<string> SubjectAlternativeNames { get; private init; } = [];

    /// <summary>
    /// The kind of its public key, such as "ECDSA" or "RSA", or the number of an algorithm without a common name.
    /// </summary>
    public string PublicKeyAlgorithm { get; private init; } = "";

    /// <summary>Why the certificate cannot be read; null where it can.</summary>
    public string? Fault { get; private init; }

    /// <summary>What it says, one line a fact.</summary>
    public IReadOnlyList<string> Facts =>
        Fault is not null
            ? [Fault]
            :
            [
                $"subject {Subject}",
                $"issuer {Issuer}",
                $"valid from {Validity}",
                .. SubjectAlternativeNames.Count == 0
                    ? Array.Empty<string>()
                    : [$"for {string.Join(", ", SubjectAlternativeNames)}"],
            ];

    /// <summary>From when to when it may be used, in the calendar that stands in it, whatever the reader's own is.</summary>
    internal string Validity =>
        string.Create(CultureInfo.InvariantCulture, $"{NotBefore:yyyy-MM-dd HH:mm} to {NotAfter:yyyy-MM-dd HH:mm} UTC");

    /// <summary>Reads a certificate. Never throws: <see cref="Fault"/> says what is wrong.</summary>
    /// <param name="der">The certificate in DER.</param>
    /// <returns>What can be read from it.</returns>
    public static ChainCertificate Parse(ReadOnlyMemory<byte> der)
    {
        try
        {
            using X509Certificate2 certificate = X509CertificateLoader.LoadCertificate(der.Span);
            return new ChainCertificate
            {
                Der = der,
                Subject = certificate.Subject,
                Issuer = certificate.Issuer,
                NotBefore = certificate.NotBefore.ToUniversalTime(),
                NotAfter = certificate.NotAfter.ToUniversalTime(),
                PublicKeyAlgorithm = certificate.PublicKey.Oid.FriendlyName ?? certificate.PublicKey.Oid.Value ?? "",
                SubjectAlternativeNames = NamesOf(certificate),
            };
        }
        catch (Exception exception)
            when (exception
                    is CryptographicException
                        or AsnContentException
                        or ArgumentException
                        or FormatException
                        or OverflowException
            )
        {
            return new ChainCertificate
            {
                Der = der,
                Fault = "These bytes are not a certificate that can be read (X.509 in DER).",
            };
        }
    }

    internal static ChainCertificate Read(FieldReader reader)
    {
        int length = reader.UInt24(
            "certificate length",
            "How many bytes this certificate has.",
            Rfc.Certificate,
            FieldReader.Count
        );
        if (reader.Failed || length > reader.Remaining)
        {
            reader.Bytes(length, "certificate", "A certificate.", Rfc.Certificate);
            return new ChainCertificate { Der = default, Fault = "The certificate is cut off." };
        }

        ChainCertificate entry = Parse(reader.Rest[..length]);
        reader.Group(
            length,
            "certificate",
            "A certificate (X.509 in DER): whose key this is, and who vouches for it.",
            Rfc.X509,
            der => CertificateFields.Read(der, entry),
            found => found.Subject
        );
        return entry;
    }

    private static IReadOnlyList<string> NamesOf(X509Certificate2 certificate)
    {
        X509SubjectAlternativeNameExtension? extension = certificate
            .Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .FirstOrDefault();
        return extension is null
            ? []
            :
            [
                .. extension.EnumerateDnsNames(),
                .. extension.EnumerateIPAddresses().Select(address => address.ToString()),
            ];
    }
}
