using System.Text.RegularExpressions;
using Markdig;
using Markdig.Syntax;

namespace DtlsNotebooks.Runner.Notebooks;

/// <summary>Finds the headings of a piece of Markdown.</summary>
internal static partial class MarkdownHeadings
{
    /// <summary>The last heading in the text, as plain words, or null when there is none.</summary>
    /// <param name="markdown">The text of a cell.</param>
    public static string? Last(string markdown) => All(markdown).LastOrDefault();

    /// <summary>The first heading in the text, as plain words, or null when there is none.</summary>
    /// <param name="markdown">The text.</param>
    public static string? First(string markdown) => All(markdown).FirstOrDefault();

    private static IEnumerable<string> All(string markdown) =>
        Markdown
            .Parse(markdown)
            .Descendants<HeadingBlock>()
            .Select(heading => PlainText(markdown.Substring(heading.Span.Start, heading.Span.Length)));

    private static string PlainText(string line) => Markup().Replace(line.TrimStart('#'), "").Trim();

    [GeneratedRegex(@"[`*]|<[^>]+>")]
    private static partial Regex Markup();
}
