using DtlsNotebooks.Dissection.Reading;
using DtlsNotebooks.Dissection.Words;

namespace DtlsNotebooks.Dissection.Messages;

/// <summary>A sealed note of the session, which only the server can read (RFC 5077, section 3.3).</summary>
public sealed record NewSessionTicketMessage : HandshakeBody
{
    /// <inheritdoc/>
    public override MessageType Type => MessageType.NewSessionTicket;

    /// <summary>How long the server means to accept it; zero says nothing.</summary>
    public TimeSpan LifetimeHint { get; init; }

    /// <summary>The ticket.</summary>
    public required ReadOnlyMemory<byte> Ticket { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Facts =>
        [$"lifetime hint {LifetimeHint.TotalSeconds:0} s", $"ticket of {FieldReader.Count(Ticket.Length)}"];

    internal override void Write(ByteWriter writer) =>
        writer.Number(4, (ulong)LifetimeHint.TotalSeconds).Vector(2, Ticket.Span);

    internal static NewSessionTicketMessage Read(FieldReader reader) =>
        new()
        {
            LifetimeHint = TimeSpan.FromSeconds(
                reader.Number(
                    4,
                    "ticket_lifetime_hint",
                    "How many seconds the server means to accept the ticket; 0 says nothing.",
                    Rfc.Ticket
                )
            ),
            Ticket = reader.Vector16(
                "ticket",
                "The session, encrypted by the server for itself. The client only keeps it and shows it later.",
                Rfc.Ticket
            ),
        };
}
