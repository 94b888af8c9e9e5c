using DtlsNotebooks.Dissection.Reading;
using DtlsNotebooks.Dissection.Words;

namespace DtlsNotebooks.Dissection.Messages;

/// <summary>The fields of an X.509 certificate in DER (RFC 5280, section 4.1), as deep as a lesson needs.</summary>
internal static class CertificateFields
{
    private const int Sequence = 0x30;

    /// <summary>Names every byte of a certificate; bytes that are no certificate become one faulty field.</summary>
    public static ChainCertificate Read(FieldReader reader, ChainCertificate entry)
    {
        if (entry.Fault is not null)
        {
            reader.Fail("certificate", entry.Fault, Rfc.X509);
            return entry;
        }

        Header(reader, "Certificate", "What follows is one certificate.");
        Element(reader, "tbsCertificate", "What the issuer signed.", tbs => ReadSigned(tbs, entry));
        Leaf(reader, "signatureAlgorithm", "How the issuer signed.", "");
        Leaf(reader, "signatureValue", "The issuer's signature over all of the part before.", "");
        return entry;
    }

    private static void ReadSigned(FieldReader reader, ChainCertificate entry)
    {
        Header(reader, "tbsCertificate", "What follows is signed.");
        if (reader.More && reader.Rest.Span[0] == 0xA0)
            Leaf(reader, "version", "Version 3 is the only one in use; it is written as 2.", "");
        Leaf(reader, "serialNumber", "A number that the issuer gives once.", "");
        Leaf(reader, "signature", "How the issuer signed, once more, so that it is signed too.", "");
        Leaf(reader, "issuer", "Who vouches for this certificate.", entry.Issuer);
        Leaf(reader, "validity", "From when to when the certificate may be used.", entry.Validity);
        Leaf(reader, "subject", "Whom the certificate is for.", entry.Subject);
        Leaf(
            reader,
            "subjectPublicKeyInfo",
            "The public key of the subject: what the certificate is about.",
            entry.PublicKeyAlgorithm
        );
        while (reader.More)
            ReadOptional(reader, entry);
    }

    private static void ReadOptional(FieldReader reader, ChainCertificate entry)
    {
        if (reader.Rest.Span[0] == 0xA3)
        {
            Leaf(
                reader,
                "extensions",
                "What the key may be used for, and for which names and addresses.",
                string.Join(", ", entry.SubjectAlternativeNames)
            );
        }
        else
        {
            Leaf(reader, "unique identifier", "Part of old certificates.", "");
        }
    }

    private static void Header(FieldReader reader, string of, string meaning)
    {
        if (!TryMeasure(reader.Rest.Span, out int header, out _) || reader.Rest.Span[0] != Sequence)
            reader.Fail(of, $"A DER sequence should begin here, as {of} is one.", Rfc.X509);
        else
            reader.Bytes(header, $"{of} header", $"Tag and length in DER. {meaning}", "X.690, section 8.1");
    }

    private static void Element(FieldReader reader, string name, string meaning, Action<FieldReader> parse)
    {
        if (Measure(reader, name) is { } length)
        {
            reader.Group(
                length,
                name,
                meaning,
                Rfc.X509,
                inner =>
                {
                    parse(inner);
                    return name;
                }
            );
        }
    }

    private static void Leaf(FieldReader reader, string name, string meaning, string value)
    {
        if (Measure(reader, name) is { } length)
            reader.Bytes(length, name, meaning, Rfc.X509, bytes => value.Length > 0 ? value : Hex.Short(bytes.Span));
    }

    private static int? Measure(FieldReader reader, string name)
    {
        if (reader.Failed)
            return null;
        if (TryMeasure(reader.Rest.Span, out int header, out int content) && content <= reader.Remaining - header)
            return header + content;
        reader.Fail(name, $"The DER element {name} should be here, but its length does not fit.", Rfc.X509);
        return null;
    }

    /// <summary>
    /// Tag and length of a DER element (X.690, section 8.1); tags of more than a byte do not occur here.
    /// </summary>
    private static bool TryMeasure(ReadOnlySpan<byte> bytes, out int header, out int content)
    {
        (header, content) = (2, 0);
        if (bytes.Length < 2)
            return false;
        if (bytes[1] < 0x80)
        {
            content = bytes[1];
            return true;
        }

        int size = bytes[1] & 0x7F;
        if (size is 0 or > 3 || bytes.Length < 2 + size)
            return false;
        foreach (byte part in bytes.Slice(2, size))
            content = (content << 8) | part;
        header = 2 + size;
        return true;
    }
}
