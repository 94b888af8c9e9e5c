using System.Text;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace DtlsNotebooks.Runner.Book;

/// <summary>The words of Markdown without its marks.</summary>
internal static class ProseText
{
    /// <summary>The words of a piece of text.</summary>
    /// <param name="inline">The piece; null for none.</param>
    public static string Of(ContainerInline? inline)
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
                    AutolinkInline link => link.Url,
                    LineBreakInline => " ",
                    _ => "",
                }
            );
        }

        return text.ToString();
    }
}
