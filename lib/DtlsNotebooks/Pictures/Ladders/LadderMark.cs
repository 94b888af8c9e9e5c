namespace DtlsNotebooks.Pictures.Ladders;

/// <summary>What the arrow of a datagram looks like, beside its colours.</summary>
internal enum LadderMark
{
    /// <summary>Sent once: a whole line.</summary>
    Plain,

    /// <summary>Sent again by its sender: a dashed line that begins with a ring.</summary>
    Retransmission,

    /// <summary>Doubled by the network: a dotted line that begins with a diamond.</summary>
    Duplicate,
}
