namespace DtlsNotebooks.Dissection.Extensions;

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
