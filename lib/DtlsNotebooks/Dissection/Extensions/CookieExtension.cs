namespace DtlsNotebooks.Dissection.Extensions;

/// <summary>The cookie of DTLS 1.3 (RFC 8446, section 4.2.2).</summary>
/// <param name="Cookie">The cookie.</param>
public sealed record CookieExtension(ReadOnlyMemory<byte> Cookie) : HelloExtension
{
    /// <inheritdoc/>
    public override ExtensionId Type => new(44);

    /// <inheritdoc/>
    public override string Value => Hex.Short(Cookie.Span);

    internal override void WriteContent(ByteWriter writer) => writer.Vector(2, Cookie.Span);

    internal static CookieExtension Read(FieldReader reader) =>
        new(
            reader.Vector16(
                "cookie",
                "Given back by the client, it shows that the client receives at its address.",
                "RFC 8446, section 4.2.2"
            )
        );
}
