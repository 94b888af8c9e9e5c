using System.Text;
using System.Text.RegularExpressions;

namespace DtlsNotebooks.Runner.Book;

/// <summary>Collects the words of a page under their headings. Words in a fold are kept apart.</summary>
internal sealed partial class SearchText
{
    private readonly List<(PageHeading? Heading, StringBuilder Open, StringBuilder Folded)> _parts = [];
    private int _depth;

    /// <summary>What was collected, in the order of the page.</summary>
    public IReadOnlyList<SearchSection> Sections =>
        [
            .. _parts.Select(part => new SearchSection(
                part.Heading?.Id ?? "",
                part.Heading?.Text ?? "",
                part.Open.ToString().Trim(),
                part.Folded.ToString().Trim()
            )),
        ];

    /// <summary>Takes a heading: what follows stands under it.</summary>
    /// <param name="heading">The heading.</param>
    public void Add(PageHeading heading) => _parts.Add((heading, new StringBuilder(), new StringBuilder()));

    /// <summary>Takes words.</summary>
    /// <param name="text">Plain text.</param>
    public void Read(string text)
    {
        if (_parts.Count == 0)
            _parts.Add((null, new StringBuilder(), new StringBuilder()));
        (_, StringBuilder open, StringBuilder folded) = _parts[^1];
        (_depth > 0 ? folded : open).Append(Space().Replace(text, " ").Trim()).Append(' ');
    }

    /// <summary>Takes markup that the author wrote by hand: it may open a fold, or close one.</summary>
    /// <param name="html">The markup.</param>
    public void ReadMarkup(string html)
    {
        int position = 0;
        foreach (Match tag in Fold().Matches(html))
        {
            Read(System.Net.WebUtility.HtmlDecode(Tag().Replace(html[position..tag.Index], " ")));
            _depth = tag.Value.StartsWith("</", StringComparison.Ordinal) ? Math.Max(_depth - 1, 0) : _depth + 1;
            position = tag.Index;
        }

        Read(System.Net.WebUtility.HtmlDecode(Tag().Replace(html[position..], " ")));
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex("<[^>]*>|<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex Tag();

    [GeneratedRegex("</?details\\b", RegexOptions.IgnoreCase)]
    private static partial Regex Fold();
}
