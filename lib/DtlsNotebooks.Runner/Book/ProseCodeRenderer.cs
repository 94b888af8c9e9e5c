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
        var code = obj.Lines.ToString();
        var language = (obj as FencedCodeBlock)?.Info ?? "";
        var html = CSharp.Contains(language, StringComparer.OrdinalIgnoreCase) ? highlighter.Highlight(code) : WebUtility.HtmlEncode(code);
        renderer.EnsureLine();
        renderer.Write("<pre class=\"listing\"><code>").Write(html).WriteLine("</code></pre>");
    }
}
