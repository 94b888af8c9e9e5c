using System.Text;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

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
    private readonly Dictionary<string, int> _used = [];
    private readonly List<PageHeading> _headings = [];
    private readonly NumberedPlaces _places = new();

    /// <summary>Prepares to write the prose of one page.</summary>
    /// <param name="highlighter">Colours the C# code in it.</param>
    /// <param name="links">Knows where links lead.</param>
    public ProseWriter(CodeHighlighter highlighter, PageLinks links)
    {
        this._highlighter = highlighter;
        this._links = links;
    }

    /// <summary>The headings written so far.</summary>
    public IReadOnlyList<PageHeading> Headings => _headings;

    /// <summary>The numbered sections and figures of what was written so far.</summary>
    public IReadOnlyList<NumberedPlace> Places => _places.All;

    /// <summary>The prose of a cell as HTML.</summary>
    /// <param name="markdown">The text of the cell.</param>
    public string Write(string markdown)
    {
        MarkdownDocument document = Markdown.Parse(markdown, Pipeline);
        foreach (LeafBlock? block in document.Descendants<LeafBlock>().OrderBy(block => block.Span.Start))
        {
            if (block is HeadingBlock heading)
            {
                AddHeading(heading);
            }
            else if (block is not CodeBlock)
            {
                _places.Read(block is HtmlBlock ? block.Lines.ToString() : PlainText(block.Inline));
            }
        }

        foreach (LinkInline? link in document.Descendants<LinkInline>().Where(link => link.Url is not null))
        {
            link.Url = link.IsImage ? _links.Image(link.Url!) : _links.Target(link.Url!);
        }

        return NotebookLink().Replace(Render(document, inlineMarkup: true), "href=\"${name}.html${fragment}\"");
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

    private static bool IsShortVersion(QuoteBlock quote) =>
        quote.Descendants<LeafBlock>().FirstOrDefault() is { } first
        && PlainText(first.Inline).TrimStart().StartsWith("Short version", StringComparison.OrdinalIgnoreCase);

    private string Render(MarkdownObject node, bool inlineMarkup)
    {
        var html = new StringWriter();
        var renderer = new HtmlRenderer(html) { EnableHtmlForInline = inlineMarkup };
        Pipeline.Setup(renderer);
        renderer.ObjectRenderers.Replace<CodeBlockRenderer>(new ProseCodeRenderer(_highlighter));
        renderer.ObjectRenderers.Insert(0, new ScrollingTableRenderer());
        renderer.Render(node);
        return html.ToString();
    }

    private void AddHeading(HeadingBlock block)
    {
        string text = PlainText(block.Inline);
        var heading = new PageHeading(block.Level, Unique(Slug(text)), text);
        block.GetAttributes().Id = heading.Id;
        _headings.Add(heading);
        _places.Add(heading);
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

    private static string PlainText(ContainerInline? inline)
    {
        var text = new StringBuilder();
        foreach (MarkdownObject part in inline?.Descendants() ?? [])
        {
            text.Append(
                part switch
                {
                    LiteralInline literal => literal.Content.ToString(),
                    CodeInline code => code.Content,
                    HtmlEntityInline entity => entity.Transcoded.ToString(),
                    LineBreakInline => " ",
                    _ => "",
                }
            );
        }

        return text.ToString();
    }
}
