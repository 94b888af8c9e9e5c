namespace DtlsNotebooks.Pictures.Ladders;

/// <summary>Neighbouring rows of a ladder that belong together, such as a flight.</summary>
internal sealed record LadderBand
{
    /// <summary>Its name, with "again" for a retransmitted one.</summary>
    public required string Name { get; init; }

    /// <summary>The first of its datagrams, from 0.</summary>
    public required int First { get; init; }

    /// <summary>The last of its datagrams, from 0.</summary>
    public required int Last { get; init; }

    /// <summary>The leftmost lifeline it reaches.</summary>
    public required int Left { get; init; }

    /// <summary>The rightmost lifeline it reaches.</summary>
    public required int Right { get; init; }

    /// <summary>All of it was sent before.</summary>
    public required bool Again { get; init; }
}
