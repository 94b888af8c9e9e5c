using System.Net;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace DtlsNotebooks.Runner.Book;

/// <summary>Writes a code block of the prose, with colours if it is C#.</summary>
/// <param name="highlighter">Colours the code.</param>
internal sealed class ProseCodeRenderer(CodeHighlighter highlighter) : HtmlObjectRenderer<CodeBlock>
{
    private static readonly string[] CSharp = ["csharp", "cs", "c#"];

    /// <inheritdoc/>
    protected override void Write(HtmlRenderer renderer, CodeBlock obj)
    {
        string code = obj.Lines.ToString();
        string language = (obj as FencedCodeBlock)?.Info ?? "";
        string html = CSharp.Contains(language, StringComparer.OrdinalIgnoreCase)
            ? highlighter.Highlight(code)
            : WebUtility.HtmlEncode(code);
        renderer.EnsureLine();
        renderer
            .Write("<div class=\"listing\"><pre><code>")
            .Write(CodeLines.Wrap(html))
            .WriteLine("</code></pre></div>");
    }
}
