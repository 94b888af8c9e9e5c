using System.Globalization;

namespace DtlsNotebooks.Lessons.Predictions;

/// <summary>
/// A number, a word, a choice or an order, as a student types it or as an experiment gives it. Case, spaces, commas and
/// arrows make no difference, nor does the way in which a number is written.
/// </summary>
internal readonly struct Answer
{
    // No exponent: 06E6 is four hexadecimal digits.
    private const NumberStyles PlainNumber = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    private readonly string _text;

    /// <summary>Takes whatever stands in a prediction's variable or comes of an experiment.</summary>
    /// <param name="value">A number, a text, or anything that says what it is; null for nothing.</param>
    public Answer(object? value) => _text = Convert.ToString(value, CultureInfo.InvariantCulture)?.Trim() ?? "";

    /// <summary>Whether nothing was typed: an empty text, 0, or null.</summary>
    public bool IsEmpty => _text is "" or "0";

    /// <summary>The number that it is, decimal or with 0x before it; null where it is none.</summary>
    public double? Number =>
        _text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
        && long.TryParse(_text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out long hexadecimal)
            ? hexadecimal
        : double.TryParse(_text, PlainNumber, CultureInfo.InvariantCulture, out double number) ? number
        : null;

    /// <summary>Whether both say the same.</summary>
    public bool IsSameAs(Answer other) =>
        (Number is { } mine && other.Number is { } theirs && mine.Equals(theirs))
        || (Core == other.Core && !IsFraction && !other.IsFraction);

    private bool IsFraction => _text.Contains('.', StringComparison.Ordinal) && Number is not null;

    /// <summary>As it was typed.</summary>
    public override string ToString() => _text;

    // "a, b, c", "A B C" and "a → b → c" are one order; "0x06E6" and "06e6" are one number.
    private string Core
    {
        get
        {
            string letters = string.Concat(_text.Where(char.IsLetterOrDigit)).ToUpperInvariant();
            return _text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? letters[2..] : letters;
        }
    }
}
