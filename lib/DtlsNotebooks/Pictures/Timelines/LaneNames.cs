using System.Globalization;

namespace DtlsNotebooks.Pictures.Timelines;

/// <summary>The order of lanes: "client 2" stands before "client 10", whichever came first.</summary>
internal static class LaneNames
{
    /// <summary>Names as they came, but those that differ only by a number at the end by that number.</summary>
    public static IReadOnlyList<string> Sort(IEnumerable<string> names) =>
        [
            .. names
                .Select(Split)
                .GroupBy(name => name.Stem)
                .SelectMany(group => group.OrderBy(name => name.Number))
                .Select(name => name.Name),
        ];

    private static (string Name, string Stem, long Number) Split(string name)
    {
        string stem = name.TrimEnd([.. "0123456789"]);
        return long.TryParse(name.AsSpan(stem.Length), NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? (name, stem, number)
            : (name, name, 0);
    }
}
