using DtlsNotebooks.Dissection.Reading;

namespace DtlsNotebooks.Dissection.Extensions;

/// <summary>How points of a curve may be written (RFC 8422, section 5.1.2).</summary>
/// <param name="Formats">The formats; 0, uncompressed, is the only one in use.</param>
public sealed record EcPointFormatsExtension(IReadOnlyList<byte> Formats) : HelloExtension
{
    /// <inheritdoc/>
    public override ExtensionId Type => new(11);

    /// <inheritdoc/>
    public override string Value => string.Join(", ", Formats.Take(8).Select(Name));

    internal override void WriteContent(ByteWriter writer) => writer.Vector(1, [.. Formats]);

    internal static EcPointFormatsExtension Read(FieldReader reader) =>
        new(
            reader
                .Vector8(
                    "ec_point_format_list",
                    "0 is uncompressed: both coordinates are sent.",
                    "RFC 8422, section 5.1.2",
                    bytes => string.Join(", ", bytes.ToArray().Select(Name))
                )
                .ToArray()
        );

    private static string Name(byte format) =>
        format switch
        {
            0 => "uncompressed",
            1 => "ansiX962_compressed_prime",
            2 => "ansiX962_compressed_char2",
            _ => $"format {format}",
        };
}
