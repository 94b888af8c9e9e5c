using DtlsNotebooks.Dissection.Reading;

namespace DtlsNotebooks.Dissection;

/// <summary>What a parser made of some bytes: a value, the fields, and what makes no sense.</summary>
/// <typeparam name="T">What was parsed.</typeparam>
public sealed record Dissected<T>
    where T : class
{
    /// <summary>The value; null where the bytes end too soon or contradict themselves.</summary>
    public required T? Value { get; init; }

    /// <summary>Every byte as a named field, in the order of offsets.</summary>
    public required IReadOnlyList<ByteField> Fields { get; init; }

    /// <summary>Where and why bytes make no sense; empty if they all do.</summary>
    public required IReadOnlyList<Problem> Problems { get; init; }

    /// <summary>Whether there is a value and no problem.</summary>
    public bool IsSound => Value is not null && Problems.Count == 0;

    internal static Dissected<T> Of(ReadOnlyMemory<byte> bytes, Func<FieldReader, T?> parse)
    {
        var reader = new FieldReader(bytes);
        T? value = parse(reader);
        reader.Finish();
        return new Dissected<T>
        {
            Value = value,
            Fields = reader.Fields,
            Problems = reader.Problems,
        };
    }
}
