namespace DtlsNotebooks.Diagrams;

/// <summary>Bytes in which every byte belongs to a named field: a datagram laid open.</summary>
public sealed record ByteMap
{
    /// <summary>What these bytes are.</summary>
    public required string Title { get; init; }

    /// <summary>Quiet words under the title; empty for none.</summary>
    public string Subtitle { get; init; } = "";

    /// <summary>The bytes.</summary>
    public required ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>The fields in the order of their offsets; a field may hold others, which then cover it wholly or in part.</summary>
    public required IReadOnlyList<ByteField> Fields { get; init; }
}
