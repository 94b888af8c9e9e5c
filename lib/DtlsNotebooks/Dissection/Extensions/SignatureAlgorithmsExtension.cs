using DtlsNotebooks.Dissection.Messages;
using DtlsNotebooks.Dissection.Reading;

namespace DtlsNotebooks.Dissection.Extensions;

/// <summary>
/// How the other side may sign (RFC 5246, section 7.4.1.4.1), or how certificates may be signed
/// (signature_algorithms_cert, RFC 8446, section 4.2.3).
/// </summary>
public sealed record SignatureAlgorithmsExtension : HelloExtension
{
    /// <summary>Makes the extension.</summary>
    /// <param name="schemes">The schemes, the one liked most first.</param>
    /// <param name="forCertificates">True for signature_algorithms_cert.</param>
    public SignatureAlgorithmsExtension(IReadOnlyList<SignatureSchemeId> schemes, bool forCertificates = false) =>
        (Schemes, ForCertificates) = (schemes, forCertificates);

    /// <summary>The schemes, the one liked most first.</summary>
    public IReadOnlyList<SignatureSchemeId> Schemes { get; }

    /// <summary>True for signature_algorithms_cert.</summary>
    public bool ForCertificates { get; }

    /// <inheritdoc/>
    public override ExtensionId Type => new(ForCertificates ? (ushort)50 : (ushort)13);

    /// <inheritdoc/>
    public override string Value => string.Join(", ", Schemes.Take(4)) + (Schemes.Count > 4 ? ", …" : "");

    internal override void WriteContent(ByteWriter writer) =>
        writer.Vector(
            2,
            list =>
            {
                foreach (SignatureSchemeId scheme in Schemes)
                    list.UInt16(scheme.Id);
            }
        );

    internal static SignatureAlgorithmsExtension? Read(ExtensionId type, FieldReader reader)
    {
        IReadOnlyList<SignatureSchemeId>? schemes = reader.Vector(
            2,
            "supported_signature_algorithms",
            "The ways to sign, the one the sender likes most first.",
            ExtensionNames.Explain(type).Source,
            list => list.Repeat(DigitalSignature.ReadScheme)
        );
        return schemes is null ? null : new SignatureAlgorithmsExtension(schemes, type.Id == 50);
    }
}
