using DtlsNotebooks.Dissection.Reading;
using DtlsNotebooks.Dissection.Words;

namespace DtlsNotebooks.Dissection.Extensions;

/// <summary>An extension whose content is not opened further.</summary>
public sealed record OpaqueExtension : HelloExtension
{
    private readonly ExtensionId _type;

    /// <summary>Makes an extension of any type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="content">The content.</param>
    public OpaqueExtension(ExtensionId type, ReadOnlyMemory<byte> content) => (_type, Content) = (type, content);

    /// <inheritdoc/>
    public override ExtensionId Type => _type;

    /// <summary>The content.</summary>
    public ReadOnlyMemory<byte> Content { get; }

    /// <inheritdoc/>
    public override string Value => Content.IsEmpty ? "" : Hex.Short(Content.Span);

    internal override void WriteContent(ByteWriter writer) => writer.Bytes(Content.Span);

    internal static OpaqueExtension Read(ExtensionId type, FieldReader reader) =>
        new(
            type,
            reader.Bytes(
                reader.Remaining,
                "extension_data",
                "The content of the extension.",
                ExtensionNames.Explain(type).Source
            )
        );
}

/// <summary>The ID by which the sender wants to be addressed (RFC 9146, section 3).</summary>
/// <param name="ConnectionId">The ID; empty if the sender will write one but wants none itself.</param>
public sealed record ConnectionIdExtension(ReadOnlyMemory<byte> ConnectionId) : HelloExtension
{
    /// <inheritdoc/>
    public override ExtensionId Type => new(54);

    /// <inheritdoc/>
    public override string Value => Hex.Short(ConnectionId.Span);

    internal override void WriteContent(ByteWriter writer) => writer.Vector(1, ConnectionId.Span);

    internal static ConnectionIdExtension Read(FieldReader reader) =>
        new(
            reader.Vector8(
                "cid",
                "The other side writes these bytes into its encrypted records; empty: none are needed.",
                "RFC 9146, section 3"
            )
        );
}

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

/// <summary>The longest record that the sender takes (RFC 8449, section 4).</summary>
/// <param name="Limit">The most bytes of plaintext.</param>
public sealed record RecordSizeLimitExtension(ushort Limit) : HelloExtension
{
    /// <inheritdoc/>
    public override ExtensionId Type => new(28);

    /// <inheritdoc/>
    public override string Value => $"{Limit} bytes";

    internal override void WriteContent(ByteWriter writer) => writer.UInt16(Limit);

    internal static RecordSizeLimitExtension Read(FieldReader reader) =>
        new(
            (ushort)
                reader.UInt16(
                    "RecordSizeLimit",
                    "The most bytes of plaintext that the sender takes in a record.",
                    "RFC 8449, section 4",
                    FieldReader.Count
                )
        );
}

/// <summary>Binds a renewed negotiation to the one before it (RFC 5746, section 3.2).</summary>
/// <param name="RenegotiatedConnection">Empty in the first handshake, else the verify_data of the one before.</param>
public sealed record RenegotiationInfoExtension(ReadOnlyMemory<byte> RenegotiatedConnection) : HelloExtension
{
    /// <inheritdoc/>
    public override ExtensionId Type => new(0xFF01);

    /// <inheritdoc/>
    public override string Value => RenegotiatedConnection.IsEmpty ? "" : Hex.Short(RenegotiatedConnection.Span);

    internal override void WriteContent(ByteWriter writer) => writer.Vector(1, RenegotiatedConnection.Span);

    internal static RenegotiationInfoExtension Read(FieldReader reader) =>
        new(
            reader.Vector8(
                "renegotiated_connection",
                "Empty in the first handshake; later, the checksums of the one before.",
                "RFC 5746, section 3.2"
            )
        );
}

/// <summary>A session ticket: empty to ask for one, filled to resume with it (RFC 5077, section 3.2).</summary>
/// <param name="Ticket">The ticket; may be empty.</param>
public sealed record SessionTicketExtension(ReadOnlyMemory<byte> Ticket) : HelloExtension
{
    /// <inheritdoc/>
    public override ExtensionId Type => new(35);

    /// <inheritdoc/>
    public override string Value => Ticket.IsEmpty ? "" : $"ticket of {FieldReader.Count(Ticket.Length)}";

    internal override void WriteContent(ByteWriter writer) => writer.Bytes(Ticket.Span);

    internal static SessionTicketExtension Read(FieldReader reader) =>
        new(
            reader.Bytes(
                reader.Remaining,
                "ticket",
                "The ticket from an earlier session; empty to ask for a new one.",
                "RFC 5077, section 3.2"
            )
        );
}
