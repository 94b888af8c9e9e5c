using DtlsNotebooks.Dissection.Reading;

namespace DtlsNotebooks.Dissection.Extensions;

/// <summary>A wish for short records (RFC 6066, section 4).</summary>
/// <param name="Code">1 to 4, for 512, 1024, 2048 and 4096 bytes.</param>
public sealed record MaxFragmentLengthExtension(byte Code) : HelloExtension
{
    /// <inheritdoc/>
    public override ExtensionId Type => new(1);

    /// <summary>The most bytes a record may carry; null for a code that means nothing.</summary>
    public int? Bytes => Code is >= 1 and <= 4 ? 256 << Code : null;

    /// <inheritdoc/>
    public override string Value => Bytes is { } bytes ? $"{bytes} bytes" : $"unknown, {Code}";

    internal override void WriteContent(ByteWriter writer) => writer.UInt8(Code);

    internal static MaxFragmentLengthExtension Read(FieldReader reader)
    {
        var extension = new MaxFragmentLengthExtension(
            (byte)
                reader.UInt8(
                    "MaxFragmentLength",
                    "1 to 4, for 512, 1024, 2048 or 4096 bytes.",
                    "RFC 6066, section 4",
                    code => new MaxFragmentLengthExtension((byte)code).Value
                )
        );
        if (extension.Bytes is null)
            reader.Blame("Only 1 to 4 mean a length.");
        return extension;
    }
}
