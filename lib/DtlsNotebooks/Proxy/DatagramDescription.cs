namespace DtlsNotebooks.Proxy;

/// <summary>What a reader is told of one captured datagram: the words of its row in a ladder.</summary>
public sealed record DatagramDescription
{
    /// <summary>What is in it, in a few words.</summary>
    public required string Label { get; init; }

    /// <summary>Decides its colour.</summary>
    public MessageKind Kind { get; init; }

    /// <summary>What it is made of, such as its records, in their order; empty where it is one piece.</summary>
    public IReadOnlyList<DatagramPart> Parts { get; init; } = [];

    /// <summary>More about it, one line a fact.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];

    /// <summary>The flight it belongs to, such as "flight 4"; null for none.</summary>
    public string? Band { get; init; }

    /// <summary>Its sender sent the same message before.</summary>
    public bool Retransmission { get; init; }

    /// <summary>
    /// Why its receiver threw it away after it had arrived, such as "its number came before"; null where it did not,
    /// or where that cannot be known.
    /// </summary>
    public string? ThrownAway { get; init; }

    /// <summary>Why its sender was silent before it, where that is known.</summary>
    public string? SilenceReason { get; init; }
}
