using System.Text;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Renderers.Html.Inlines;
using Markdig.Syntax;

namespace DtlsNotebooks.Runner.Book;

/// <summary>
/// Turns the prose of a notebook into HTML: headings get fragments, links lead to pages of the book, code gets
/// colours.
/// </summary>
internal sealed partial class ProseWriter
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables()
        .UseGridTables()
        .UseEmphasisExtras()
        .UseTaskLists()
        .UseAutoLinks()
        .UseFootnotes()
        .UseListExtras()
        .Build();

    private readonly CodeHighlighter _highlighter;
    private readonly PageLinks _links;
    private readonly Glossary? _glossary;
    private int _terms;
    private readonly Dictionary<string, int> _used = [];
    private readonly List<PageHeading> _headings = [];
    private readonly NumberedPlaces _places = new();

    /// <summary>Prepares to write the prose of one page.</summary>
    /// <param name="highlighter">Colours the C# code in it.</param>
    /// <param name="links">Knows where links lead.</param>
    /// <param name="glossary">The terms whose sentences links carry with them; null for none.</param>
    public ProseWriter(CodeHighlighter highlighter, PageLinks links, Glossary? glossary = null)
    {
        _highlighter = highlighter;
        _links = links;
        _glossary = glossary;
    }

    /// <summary>The headings written so far.</summary>
    public IReadOnlyList<PageHeading> Headings => _headings;

    /// <summary>The numbered sections and figures of what was written so far.</summary>
    public IReadOnlyList<NumberedPlace> Places => _places.All;

    /// <summary>The words of what was written so far, heading by heading, for the search.</summary>
    public SearchText Words { get; } = new();

    /// <summary>Reads Markdown as the book does.</summary>
    /// <param name="markdown">The text.</param>
    public static MarkdownDocument Parse(string markdown) => Markdown.Parse(markdown, Pipeline);

    /// <summary>The prose of a cell as HTML.</summary>
    /// <param name="markdown">The text of the cell.</param>
    public string Write(string markdown) => Write(Parse(markdown));

    /// <summary>A text as HTML.</summary>
    /// <param name="document">The text.</param>
    public string Write(MarkdownDocument document)
    {
        foreach (LeafBlock? block in document.Descendants<LeafBlock>().OrderBy(block => block.Span.Start))
        {
            if (block is HeadingBlock heading)
            {
                AddHeading(heading);
            }
            else if (block is HtmlBlock)
            {
                string markup = block.Lines.ToString();
                _places.Read(markup);
                Words.ReadMarkup(markup);
            }
            else if (block is CodeBlock)
            {
                Words.Read(block.Lines.ToString());
            }
            else
            {
                string text = ProseText.Of(block.Inline);
                _places.Read(text);
                Words.Read(text);
            }
        }

        return NotebookLink()
            .Replace(
                Render(document, inlineMarkup: true),
                link => $"href=\"{BookMap.PageOfChapter(link.Groups["name"].Value)}{link.Groups["fragment"].Value}\""
            );
    }

    /// <summary>What a chapter is about: its "Short version" box, or its first paragraph, without links.</summary>
    /// <param name="cells">The texts of the notebook's prose cells.</param>
    public string Lead(IEnumerable<string> cells)
    {
        Block? paragraph = null;
        foreach (MarkdownDocument? document in cells.Take(4).Select(cell => Markdown.Parse(cell, Pipeline)))
        {
            if (document.Descendants<QuoteBlock>().FirstOrDefault(IsShortVersion) is { } box)
            {
                // The label may stand in the paragraph, or above it as one of its own.
                return box.Descendants<ParagraphBlock>()
                        .Select(block => ShortVersionLabel().Replace(Render(block, inlineMarkup: false), "<p>"))
                        .FirstOrDefault(html => !html.StartsWith("<p></p>", StringComparison.Ordinal))
                    ?? "";
            }

            paragraph ??= document.OfType<ParagraphBlock>().FirstOrDefault();
        }

        return paragraph is null ? "" : Render(paragraph, inlineMarkup: false);
    }

    /// <summary>The first paragraph of a text as HTML; empty where there is none.</summary>
    /// <param name="markdown">The text.</param>
    public string FirstParagraph(string markdown) =>
        Parse(markdown).OfType<ParagraphBlock>().FirstOrDefault() is { } paragraph
            ? Render(paragraph, inlineMarkup: true)
            : "";

    private static bool IsShortVersion(QuoteBlock quote) =>
        quote.Descendants<LeafBlock>().FirstOrDefault() is { } first
        && ProseText.Of(first.Inline).TrimStart().StartsWith("Short version", StringComparison.OrdinalIgnoreCase);

    private string Render(MarkdownObject node, bool inlineMarkup)
    {
        var html = new StringWriter();
        var renderer = new HtmlRenderer(html) { EnableHtmlForInline = inlineMarkup };
        Pipeline.Setup(renderer);
        renderer.ObjectRenderers.Replace<CodeBlockRenderer>(new ProseCodeRenderer(_highlighter));
        renderer.ObjectRenderers.Replace<LinkInlineRenderer>(new ProseLinkRenderer(_links, _glossary, () => ++_terms));
        renderer.ObjectRenderers.Insert(0, new ScrollingTableRenderer());
        renderer.Render(node);
        return html.ToString();
    }

    private void AddHeading(HeadingBlock block)
    {
        string text = ProseText.Of(block.Inline);
        var heading = new PageHeading(block.Level, Unique(Slug(text)), text);
        block.GetAttributes().Id = heading.Id;
        _headings.Add(heading);
        _places.Add(heading);
        Words.Add(heading);
    }

    private string Unique(string id)
    {
        _used[id] = _used.GetValueOrDefault(id) + 1;
        return _used[id] == 1 ? id : $"{id}-{_used[id] - 1}";
    }

    /// <summary>The fragment that VS Code and GitHub make of a heading.</summary>
    private static string Slug(string text)
    {
        var slug = new StringBuilder();
        foreach (char c in text.ToLowerInvariant())
        {
            if (char.IsLetterOrDigit(c) || c is '-' or '_')
            {
                slug.Append(c);
            }
            else if (c == ' ')
            {
                slug.Append('-');
            }
        }

        return slug.Length == 0 ? "section" : slug.ToString();
    }

    [GeneratedRegex(@"^<p>\s*Short version\s*[.:]?\s*", RegexOptions.IgnoreCase)]
    private static partial Regex ShortVersionLabel();

    /// <summary>A link to a notebook in markup that the author wrote by hand.</summary>
    [GeneratedRegex("""href=["'](?<name>[^"'/:]+)\.ipynb(?<fragment>#[^"']*)?["']""")]
    private static partial Regex NotebookLink();
}
