using DtlsNotebooks.Dissection.Reading;

namespace DtlsNotebooks.Dissection.Extensions;

/// <summary>A client's wish for an OCSP answer (RFC 6066, section 8).</summary>
/// <param name="ResponderIds">The responders trusted, as sent.</param>
/// <param name="RequestExtensions">The extensions for the OCSP request, as sent.</param>
public sealed record StatusRequestExtension(ReadOnlyMemory<byte> ResponderIds, ReadOnlyMemory<byte> RequestExtensions)
    : HelloExtension
{
    private const string Source = "RFC 6066, section 8";

    /// <inheritdoc/>
    public override ExtensionId Type => new(5);

    /// <inheritdoc/>
    public override string Value => "OCSP";

    internal override void WriteContent(ByteWriter writer) =>
        writer.UInt8(1).Vector(2, ResponderIds.Span).Vector(2, RequestExtensions.Span);

    internal static StatusRequestExtension? Read(FieldReader reader)
    {
        int type = reader.UInt8(
            "status_type",
            "1: OCSP. Nothing else is in use.",
            Source,
            value => value == 1 ? "ocsp" : $"{value}"
        );
        if (!reader.Failed && type != 1)
        {
            reader.Fail("request", "The only status type is 1, ocsp.", Source);
            return null;
        }

        return new StatusRequestExtension(
            reader.Vector16(
                "responder_id_list",
                "Which responders the client trusts; empty for any that the authority names.",
                Source
            ),
            reader.Vector16("request_extensions", "More for the OCSP request; mostly empty.", Source)
        );
    }
}
