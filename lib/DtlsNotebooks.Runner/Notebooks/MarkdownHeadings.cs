using Markdig;
using Markdig.Renderers;
using Markdig.Syntax;

namespace DtlsNotebooks.Runner.Notebooks;

/// <summary>Finds the headings of a piece of Markdown.</summary>
internal static class MarkdownHeadings
{
    /// <summary>The last heading in the text, as plain words, or null when there is none.</summary>
    /// <param name="markdown">The text of a cell.</param>
    public static string? Last(string markdown) => All(markdown).LastOrDefault().Words;

    /// <summary>The first heading in the text, as plain words, or null when there is none.</summary>
    /// <param name="markdown">The text.</param>
    public static string? First(string markdown) => All(markdown).FirstOrDefault().Words;

    /// <summary>The first heading of the first level, as plain words, or null when there is none.</summary>
    /// <param name="markdown">The text.</param>
    public static string? Title(string markdown) => All(markdown).FirstOrDefault(heading => heading.Level == 1).Words;

    private static IEnumerable<(int Level, string Words)> All(string markdown) =>
        Markdown
            .Parse(markdown)
            .Descendants<HeadingBlock>()
            .Select(heading => (heading.Level, PlainText(heading)))
            .Where(heading => heading.Item2.Length > 0);

    private static string PlainText(HeadingBlock heading)
    {
        using var words = new StringWriter();
        var renderer = new HtmlRenderer(words)
        {
            EnableHtmlForBlock = false,
            EnableHtmlForInline = false,
            EnableHtmlEscape = false,
        };
        renderer.WriteLeafInline(heading);
        return words.ToString().ReplaceLineEndings(" ").Trim();
    }
}
