using DtlsNotebooks.Dissection.Reading;
using DtlsNotebooks.Dissection.Words;

namespace DtlsNotebooks.Dissection.Messages;

/// <summary>A chain of certificates, the sender's own first (RFC 5246, section 7.4.2).</summary>
public sealed record CertificateMessage : HandshakeBody
{
    /// <inheritdoc/>
    public override MessageType Type => MessageType.Certificate;

    /// <summary>The certificates, the sender's own first; empty if a client has none to show.</summary>
    public required IReadOnlyList<ChainCertificate> Certificates { get; init; }

    /// <inheritdoc/>
    public override string Label => Certificates.Count == 0 ? "Certificate (none)" : "Certificate";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Facts =>
        Certificates.Count == 0 ? ["no certificate"] : [.. Certificates.SelectMany(entry => entry.Facts)];

    internal override void Write(ByteWriter writer) =>
        writer.Vector(
            3,
            list =>
            {
                foreach (ChainCertificate entry in Certificates)
                    list.Vector(3, entry.Der.Span);
            }
        );

    internal static CertificateMessage Read(FieldReader reader) =>
        new()
        {
            Certificates =
                reader.Vector(
                    3,
                    "certificate_list",
                    "The chain: the sender's own certificate, then those of the authorities that vouch for it.",
                    Rfc.Certificate,
                    list => list.Repeat(ChainCertificate.Read),
                    entries => entries.Count == 1 ? "1 certificate" : $"{entries.Count} certificates"
                ) ?? [],
        };
}
