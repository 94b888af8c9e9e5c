using System.Diagnostics.CodeAnalysis;

namespace DtlsNotebooks;

/// <summary>
/// What parsing bytes gave: a value, or the place and the reason why there is none.
/// Bytes from the network are never a reason to throw.
/// </summary>
/// <typeparam name="T">What the bytes stand for.</typeparam>
public readonly struct ParseResult<T>
    where T : notnull
{
    private readonly T? _value;

    private ParseResult(T? value, ParseError? error) => (this._value, Error) = (value, error);

    /// <summary>True where the bytes made sense.</summary>
    public bool Success => Error is null && _value is not null;

    /// <summary>Where and why the bytes make no sense; null on success.</summary>
    public ParseError? Error { get; }

    /// <summary>What the bytes stand for.</summary>
    /// <exception cref="InvalidOperationException">The bytes made no sense; the message says where and why.</exception>
    public T Value =>
        Success ? _value! : throw new InvalidOperationException(Error?.ToString() ?? "Nothing was parsed.");

    /// <summary>Gives the value where there is one.</summary>
    /// <param name="parsed">What the bytes stand for.</param>
    /// <returns>True where the bytes made sense.</returns>
    public bool TryGet([NotNullWhen(true)] out T? parsed)
    {
        parsed = _value;
        return Success;
    }

    /// <summary>A success.</summary>
    /// <param name="value">What the bytes stand for.</param>
    public static implicit operator ParseResult<T>(T value) => new(value, null);

    /// <summary>A failure.</summary>
    /// <param name="error">Where and why the bytes make no sense.</param>
    public static implicit operator ParseResult<T>(ParseError error) => new(default, error);

    /// <summary>The value, or where and why there is none.</summary>
    public override string ToString() =>
        Success ? _value!.ToString() ?? "" : Error?.ToString() ?? "Nothing was parsed.";
}
