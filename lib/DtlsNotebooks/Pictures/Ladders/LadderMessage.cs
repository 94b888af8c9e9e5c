using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Pictures.Ladders;

/// <summary>One datagram as a row of a <see cref="LadderDiagram"/>.</summary>
public sealed record LadderMessage
{
    /// <summary>Index of the sending lifeline in <see cref="LadderDiagram.Participants"/>.</summary>
    public required int From { get; init; }

    /// <summary>Index of the receiving lifeline in <see cref="LadderDiagram.Participants"/>.</summary>
    public required int To { get; init; }

    /// <summary>When it was sent, counted from the start of the capture.</summary>
    public required TimeSpan Sent { get; init; }

    /// <summary>When it was handed to the receiver, or null where it never was.</summary>
    public TimeSpan? Delivered { get; init; }

    /// <summary>What is in it: the text, or the records of the datagram.</summary>
    public required string Label { get; init; }

    /// <summary>Its size in bytes of UDP payload.</summary>
    public required int Bytes { get; init; }

    /// <summary>Quiet words after the size, such as "lost" or "retransmission"; empty for none.</summary>
    public string Note { get; init; } = "";

    /// <summary>Decides the colour.</summary>
    public MessageKind Kind { get; init; }

    /// <summary>It never arrived: its arrow ends in a cross.</summary>
    public bool Lost { get; init; }

    /// <summary>It was sent before, by its sender or by the network: its arrow is dashed.</summary>
    public bool Repeated { get; init; }

    /// <summary>
    /// It is <see cref="Repeated"/> because the network copied it, not because its sender sent it again;
    /// such a row does not begin a band "again".
    /// </summary>
    public bool NetworkCopy { get; init; }

    /// <summary>What hovering shows, one line a fact; plain text.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];

    /// <summary>
    /// The shaded band this row belongs to, such as "flight 4" (RFC 6347, section 4.2.4);
    /// neighbouring rows of the same band share one. Null for none.
    /// </summary>
    public string? Band { get; init; }

    /// <summary>
    /// Why the sender was silent before this row, where it is known, such as "the retransmission timer runs out".
    /// </summary>
    public string? SilenceReason { get; init; }
}
