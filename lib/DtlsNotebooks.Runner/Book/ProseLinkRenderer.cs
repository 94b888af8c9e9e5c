using System.Globalization;
using System.Net;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax.Inlines;

namespace DtlsNotebooks.Runner.Book;

/// <summary>
/// Writes links and images. A link to the glossary carries the term's sentence with it; a link to a file that the book
/// lacks is no link, and says where in the repository that file lies.
/// </summary>
/// <param name="links">Knows where links lead.</param>
/// <param name="glossary">The terms; null where none are shown in place.</param>
/// <param name="number">The number of the next term on the page.</param>
internal sealed class ProseLinkRenderer(PageLinks links, Glossary? glossary, Func<int> number)
    : HtmlObjectRenderer<LinkInline>
{
    /// <inheritdoc/>
    protected override void Write(HtmlRenderer renderer, LinkInline obj)
    {
        if (!renderer.EnableHtmlForInline || obj.Url is not { } url)
            renderer.WriteChildren(obj);
        else if (obj.IsImage)
            WriteImage(renderer, obj, url);
        else if (links.Target(url) is not { } target)
            WriteAbsent(renderer, obj, url);
        else if (TermOf(obj, target) is { } term)
            WriteTerm(renderer, obj, term);
        else
            WriteLink(renderer, obj, target);
    }

    private GlossaryTerm? TermOf(LinkInline link, string target) =>
        target.Equals($"{BookMap.Syllabus}#{Glossary.Heading}", StringComparison.OrdinalIgnoreCase)
            ? glossary?.Find(ProseText.Of(link))
            : null;

    private void WriteImage(HtmlRenderer renderer, LinkInline link, string url) =>
        renderer
            .Write("<img src=\"")
            .WriteEscapeUrl(links.Image(url))
            .Write("\" alt=\"")
            .WriteEscape(ProseText.Of(link))
            .Write("\">");

    private void WriteAbsent(HtmlRenderer renderer, LinkInline link, string url)
    {
        renderer.Write("<span class=\"file\" title=\"In the repository: ").WriteEscape(links.InRepository(url));
        renderer.Write("\">").WriteChildren(link);
        renderer.Write("</span>");
    }

    private static void WriteLink(HtmlRenderer renderer, LinkInline link, string target)
    {
        renderer.Write("<a href=\"").WriteEscapeUrl(target).Write("\"");
        if (!string.IsNullOrEmpty(link.Title))
            renderer.Write(" title=\"").WriteEscape(link.Title).Write("\"");
        renderer.Write(">").WriteChildren(link);
        renderer.Write("</a>");
    }

    private void WriteTerm(HtmlRenderer renderer, LinkInline link, GlossaryTerm term)
    {
        string id = string.Create(CultureInfo.InvariantCulture, $"meaning-{number()}");
        renderer.Write(
            $"<span class=\"gloss\"><a class=\"term\" href=\"{BookMap.Syllabus}#{term.Id}\" aria-describedby=\"{id}\">"
        );
        renderer.WriteChildren(link);
        string more = term.Url is null
            ? ""
            : $" <a href=\"{WebUtility.HtmlEncode(term.Url)}\">Explained in {WebUtility.HtmlEncode(term.Place)}</a>";
        renderer.Write(
            $"</a><span class=\"meaning\" role=\"note\" id=\"{id}\"><b>{WebUtility.HtmlEncode(term.Term)}</b>: "
                + $"{WebUtility.HtmlEncode(term.Sentence)}.{more}</span></span>"
        );
    }
}
