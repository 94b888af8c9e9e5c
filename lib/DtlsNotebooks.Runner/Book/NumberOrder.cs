using System.Globalization;

namespace DtlsNotebooks.Runner.Book;

/// <summary>The order of numbers with dots: 2.9 stands before 2.10.</summary>
internal sealed class NumberOrder : IComparer<string>
{
    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        (int[]? one, int[]? other) = (Parts(x), Parts(y));
        for (int i = 0; i < Math.Min(one.Length, other.Length); i++)
        {
            if (one[i] != other[i])
            {
                return one[i].CompareTo(other[i]);
            }
        }

        return one.Length.CompareTo(other.Length);
    }

    private static int[] Parts(string? number) =>
        [
            .. (number ?? "")
                .Split('.', StringSplitOptions.RemoveEmptyEntries)
                .Select(part => int.Parse(part, CultureInfo.InvariantCulture)),
        ];
}
