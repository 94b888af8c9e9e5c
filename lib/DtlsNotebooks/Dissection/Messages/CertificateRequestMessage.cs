using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DtlsNotebooks.Dissection.Names;
using DtlsNotebooks.Dissection.Reading;
using DtlsNotebooks.Dissection.Words;

namespace DtlsNotebooks.Dissection.Messages;

/// <summary>A server asks the client for a certificate (RFC 5246, section 7.4.4).</summary>
public sealed record CertificateRequestMessage : HandshakeBody
{
    /// <inheritdoc/>
    public override MessageType Type => MessageType.CertificateRequest;

    /// <summary>The kinds of certificates, by the numbers of the IANA registry "TLS ClientCertificateType".</summary>
    public required ReadOnlyMemory<byte> CertificateTypes { get; init; }

    /// <summary>How the client may sign; null in DTLS 1.0.</summary>
    public IReadOnlyList<SignatureSchemeId>? SignatureAlgorithms { get; init; }

    /// <summary>The names of the authorities the server trusts, in DER; empty for any.</summary>
    public required IReadOnlyList<ReadOnlyMemory<byte>> CertificateAuthorities { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Facts =>
        [$"accepts {ShowTypes(CertificateTypes)}", .. CertificateAuthorities.Select(name => $"of {ShowName(name)}")];

    internal override void Write(ByteWriter writer)
    {
        writer.Vector(1, CertificateTypes.Span);
        if (SignatureAlgorithms is { } schemes)
        {
            writer.Vector(
                2,
                list =>
                {
                    foreach (SignatureSchemeId scheme in schemes)
                        list.UInt16(scheme.Id);
                }
            );
        }

        writer.Vector(
            2,
            list =>
            {
                foreach (ReadOnlyMemory<byte> name in CertificateAuthorities)
                    list.Vector(2, name.Span);
            }
        );
    }

    internal static CertificateRequestMessage Read(FieldReader reader, HandshakeContext context) =>
        new()
        {
            CertificateTypes = reader.Vector8(
                "certificate_types",
                "The kinds of certificates that the server accepts.",
                Rfc.CertificateRequest,
                ShowTypes
            ),
            SignatureAlgorithms = !context.NamesSignatures
                ? null
                : reader.Vector(
                    2,
                    "supported_signature_algorithms",
                    "How the client may sign.",
                    Rfc.CertificateRequest,
                    list => list.Repeat(DigitalSignature.ReadScheme),
                    schemes => $"{schemes.Count} schemes"
                ) ?? [],
            CertificateAuthorities =
                reader.Vector(
                    2,
                    "certificate_authorities",
                    "The authorities whose certificates the server accepts; empty for any.",
                    Rfc.CertificateRequest,
                    list =>
                        list.Repeat(item =>
                            item.Vector16(
                                "DistinguishedName",
                                "The name of an authority.",
                                Rfc.CertificateRequest,
                                ShowName
                            )
                        ),
                    names => $"{names.Count} names"
                ) ?? [],
        };

    private static string ShowTypes(ReadOnlyMemory<byte> types) =>
        string.Join(", ", types.ToArray().Select(CertificateTypeRegistry.Name));

    private static string ShowName(ReadOnlyMemory<byte> name)
    {
        try
        {
            return new X500DistinguishedName(name.Span).Name;
        }
        catch (CryptographicException)
        {
            return Hex.Short(name.Span);
        }
    }
}
