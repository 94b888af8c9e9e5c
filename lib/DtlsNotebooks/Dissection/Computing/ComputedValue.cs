namespace DtlsNotebooks.Dissection.Computing;

/// <summary>A value that a peer computed, with what it was made from, and recomputed where that is possible.</summary>
public sealed record ComputedValue
{
    /// <summary>What it is, such as "verify_data of the client".</summary>
    public required string Name { get; init; }

    /// <summary>How it is computed, in the words of the RFC.</summary>
    public required string Formula { get; init; }

    /// <summary>What goes in.</summary>
    public IReadOnlyList<ComputedPart> Inputs { get; init; } = [];

    /// <summary>What comes out; empty where it was not computed.</summary>
    public ReadOnlyMemory<byte> Value { get; init; }

    /// <summary>What it is cut into, with who uses which part; empty for one that is used whole.</summary>
    public IReadOnlyList<ComputedPart> Parts { get; init; } = [];

    /// <summary>Whether it was recomputed, and is right.</summary>
    public required ComputedState State { get; init; }

    /// <summary>What that means, in a sentence.</summary>
    public required string Explanation { get; init; }

    /// <summary>The section of the RFC that says how it is computed.</summary>
    public required string Source { get; init; }

    /// <summary>The number of the datagram in which it is used first.</summary>
    public int Datagram { get; init; }

    /// <summary>The record of that datagram, from 0.</summary>
    public int Record { get; init; }

    /// <summary>Name, state and place.</summary>
    public override string ToString() => $"{Name}, datagram {Datagram}: {State}. {Explanation}";
}
