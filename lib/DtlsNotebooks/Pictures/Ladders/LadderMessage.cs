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

    /// <summary>
    /// What it is made of, such as its records, in the order in which the label names them; empty for one piece of
    /// <see cref="Kind"/> that anybody can read.
    /// </summary>
    public IReadOnlyList<DatagramPart> Parts { get; init; } = [];

    /// <summary>
    /// Why its receiver threw it away after it had arrived, such as "its tag is wrong"; null where it did not.
    /// </summary>
    public string? ThrownAway { get; init; }

    /// <summary>It never arrived: its arrow ends in a cross.</summary>
    public bool Lost { get; init; }

    /// <summary>The network changed some of its bits: a triangle lies on its arrow.</summary>
    public bool Changed { get; init; }

    /// <summary>It arrived after one that its sender sent later.</summary>
    public bool Overtaken { get; init; }

    /// <summary>It was sent before, by its sender (a dashed arrow) or by the network (a dotted one).</summary>
    public bool Repeated { get; init; }

    /// <summary>
    /// It is <see cref="Repeated"/> because the network copied it, not because its sender sent it again;
    /// such a row does not begin a band "again".
    /// </summary>
    public bool NetworkCopy { get; init; }

    /// <summary>What its arrow looks like.</summary>
    internal LadderMark Mark =>
        !Repeated ? LadderMark.Plain
        : NetworkCopy ? LadderMark.Duplicate
        : LadderMark.Retransmission;

    /// <summary>What opens when it is chosen, one line a fact; plain text, indented where it belongs to the line above.</summary>
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
