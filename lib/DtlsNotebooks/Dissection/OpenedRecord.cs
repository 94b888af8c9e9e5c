namespace DtlsNotebooks.Dissection;

/// <summary>What was inside an encrypted record, opened with the keys of its session.</summary>
public sealed record OpenedRecord
{
    /// <summary>What it carries.</summary>
    public required RecordType Type { get; init; }

    /// <summary>The plaintext.</summary>
    public required ReadOnlyMemory<byte> Plaintext { get; init; }

    /// <summary>The plaintext as named fields; offsets count from the start of <see cref="Plaintext"/>.</summary>
    public required IReadOnlyList<ByteField> Fields { get; init; }

    /// <summary>Where and why the plaintext makes no sense; empty if all of it does.</summary>
    public required IReadOnlyList<Problem> Problems { get; init; }
}
