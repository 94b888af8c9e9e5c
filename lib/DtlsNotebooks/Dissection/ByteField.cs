using DtlsNotebooks.Pictures.ByteMaps;

namespace DtlsNotebooks.Dissection;

/// <summary>A named run of bytes of a <see cref="ByteMap"/>.</summary>
public sealed record ByteField
{
    /// <summary>The field's name as its specification writes it.</summary>
    public required string Name { get; init; }

    /// <summary>Offset of its first byte from the start of the map.</summary>
    public required int Offset { get; init; }

    /// <summary>Its length in bytes; 0 for a field that is empty in this datagram.</summary>
    public required int Length { get; init; }

    /// <summary>Its value as a reader would write it.</summary>
    public string Value { get; init; } = "";

    /// <summary>What it is for, in a sentence.</summary>
    public string Meaning { get; init; } = "";

    /// <summary>Where it is specified, such as "RFC 768".</summary>
    public string Source { get; init; } = "";

    /// <summary>These bytes make no sense; <see cref="Meaning"/> says why.</summary>
    public bool Faulty { get; init; }

    /// <summary>The fields inside this one, in the order of their offsets (from the start of the map).</summary>
    public IReadOnlyList<ByteField> Children { get; init; } = [];
}
