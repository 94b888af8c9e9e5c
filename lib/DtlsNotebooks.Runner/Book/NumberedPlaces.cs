using System.Globalization;
using System.Text.RegularExpressions;

namespace DtlsNotebooks.Runner.Book;

/// <summary>Collects the numbered sections and figures of a page while its prose is written.</summary>
internal sealed partial class NumberedPlaces
{
    private readonly List<(PageHeading Heading, HashSet<string> Figures)> _found = [];

    /// <summary>What was found, in the order of the page.</summary>
    public IReadOnlyList<NumberedPlace> All =>
        [
            .. _found
                .Select(place => Place(place.Heading, place.Figures))
                .Where(place => place.Number.Length > 0 || place.Figures.Count > 0),
        ];

    /// <summary>Takes a heading: what follows belongs to it.</summary>
    /// <param name="heading">The heading.</param>
    public void Add(PageHeading heading)
    {
        _found.Add((heading, []));
        Read(heading.Text);
    }

    /// <summary>Reads a piece of text for figures that it names.</summary>
    /// <param name="text">Plain text.</param>
    public void Read(string text)
    {
        if (_found.Count > 0)
        {
            _found[^1].Figures.UnionWith(FiguresIn(text));
        }
    }

    /// <summary>The figures that a text names, ranges written out.</summary>
    /// <param name="text">Plain text.</param>
    public static IReadOnlyList<string> FiguresIn(string text) =>
        [.. FigureMention().Matches(text).SelectMany(Figures)];

    /// <summary>The numbers of a row from one to another: 2.1, 2.2 and 2.3 for 2.1 and 2.3.</summary>
    /// <param name="from">The first.</param>
    /// <param name="to">The last; empty, or of another row, for none but the first and itself.</param>
    public static IEnumerable<string> Row(string from, string to)
    {
        if (to.Length == 0)
            return [from];
        (string row, int first) = Split(from);
        (string other, int last) = Split(to);
        return row == other && last >= first
            ? Enumerable
                .Range(first, last - first + 1)
                .Select(number => string.Create(CultureInfo.InvariantCulture, $"{row}.{number}"))
            : [from, to];
    }

    /// <summary>A text without the figures that it names.</summary>
    /// <param name="text">Plain text.</param>
    public static string WithoutFigures(string text) => FigureMention().Replace(text, "");

    /// <summary>
    /// Numbers that should be there because a later one of the same row is: 2.3 where there are 2.2 and 2.4, and
    /// nothing inside 2.3.
    /// </summary>
    /// <param name="numbers">The numbers that are there.</param>
    public static IReadOnlyList<string> Gaps(IEnumerable<string> numbers)
    {
        // A number stands for those around it: 1.1.2 shows that there is a 1.1.
        var all = numbers.SelectMany(Prefixes).ToHashSet(StringComparer.Ordinal);
        IEnumerable<IGrouping<string, (string Row, int Last)>> rows = all.Select(Split)
            .Where(number => number.Row.Length > 0)
            .GroupBy(number => number.Row);
        return
        [
            .. rows.SelectMany(row =>
                    Enumerable.Range(1, row.Max(number => number.Last)).Select(last => $"{row.Key}.{last}")
                )
                .Where(number => !all.Contains(number))
                .Order(new NumberOrder()),
        ];
    }

    private static NumberedPlace Place(PageHeading heading, HashSet<string> figures)
    {
        Match number = HeadingNumber().Match(heading.Text);
        return new NumberedPlace(
            heading.Id,
            number.Groups["number"].Value,
            heading.Text[number.Length..].Trim(),
            [.. figures.Order(new NumberOrder())]
        );
    }

    private static IEnumerable<string> Figures(Match mention)
    {
        var numbers = mention.Groups["number"].Captures.Select(capture => capture.Value).ToList();
        var links = mention.Groups["link"].Captures.Select(capture => capture.Value.Trim()).ToList();
        for (int i = 0; i < numbers.Count; i++)
        {
            (string? row, int last) = Split(numbers[i]);
            int first =
                i > 0 && links[i - 1] is "to" or "–" && Split(numbers[i - 1]) is var before && before.Row == row
                    ? before.Last + 1
                    : last;
            for (int number = first; number <= last; number++)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{row}.{number}");
            }
        }
    }

    private static IEnumerable<string> Prefixes(string number)
    {
        string[] parts = number.Split('.');
        return Enumerable.Range(1, parts.Length).Select(count => string.Join('.', parts.Take(count)));
    }

    private static (string Row, int Last) Split(string number)
    {
        int dot = number.LastIndexOf('.');
        return (dot < 0 ? "" : number[..dot], int.Parse(number.AsSpan(dot + 1), CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"^(?<number>\d{1,3}(?:\.\d{1,3})+)\s+")]
    private static partial Regex HeadingNumber();

    [GeneratedRegex(
        @"\bFigures?\s+(?<number>\d{1,3}\.\d{1,3})(?:(?<link>, | and | to |\s?–\s?)(?<number>\d{1,3}\.\d{1,3}))*"
    )]
    private static partial Regex FigureMention();
}
