using System.Text;
using Markdig.Extensions.Tables;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace DtlsNotebooks.Runner.Book;

/// <summary>
/// The terms of the table under the heading "Glossary" of the syllabus: term, sentence, and where it is explained.
/// </summary>
internal sealed class Glossary
{
    /// <summary>The heading above the table, and the fragment that a link to a term names.</summary>
    public const string Heading = "Glossary";

    private readonly Dictionary<string, GlossaryTerm> _terms = new(StringComparer.OrdinalIgnoreCase);

    private Glossary() { }

    /// <summary>The terms in the order of the table.</summary>
    public IReadOnlyCollection<GlossaryTerm> Terms => _terms.Values;

    /// <summary>Reads the glossary of the syllabus; it has no terms where there is no such table.</summary>
    /// <param name="map">Knows where the syllabus is, and the pages of the book.</param>
    /// <exception cref="IOException">The syllabus cannot be read.</exception>
    public static Glossary Read(BookMap map)
    {
        var glossary = new Glossary();
        if (!File.Exists(map.SyllabusFile))
            return glossary;
        var links = new PageLinks(Path.GetDirectoryName(map.SyllabusFile)!, map);
        MarkdownDocument document = ProseWriter.Parse(File.ReadAllText(map.SyllabusFile));
        foreach (TableRow row in Rows(document))
        {
            string term = MarkdownTables.Text(row, 0);
            LinkInline? link = MarkdownTables.Link(row, 2);
            string? url = link?.Url is { } address ? links.Target(address) : null;
            glossary._terms.TryAdd(
                term,
                new GlossaryTerm(IdOf(term), term, MarkdownTables.Text(row, 1), ProseText.Of(link), url)
            );
        }

        return glossary;
    }

    /// <summary>The term that the words of a link mean, also in the plural: "sockets", "echoes".</summary>
    /// <param name="words">The words.</param>
    public GlossaryTerm? Find(string words)
    {
        words = words.Trim();
        string[] forms = [words, Without(words, "s"), Without(words, "es"), words + "ing"];
        return forms.Select(form => _terms.GetValueOrDefault(form)).FirstOrDefault(term => term is not null);
    }

    /// <summary>Gives each row of the glossary in a text its fragment.</summary>
    /// <param name="document">The text of the syllabus.</param>
    public static void Mark(MarkdownDocument document)
    {
        foreach (TableRow row in Rows(document))
            row.GetAttributes().Id = IdOf(MarkdownTables.Text(row, 0));
    }

    private static IEnumerable<TableRow> Rows(MarkdownDocument document) =>
        MarkdownTables.Under(document, Heading).SelectMany(MarkdownTables.Body);

    private static string Without(string words, string ending) =>
        words.EndsWith(ending, StringComparison.Ordinal) ? words[..^ending.Length] : words;

    private static string IdOf(string term)
    {
        var id = new StringBuilder("term-");
        foreach (char letter in term.ToLowerInvariant())
            id.Append(char.IsLetterOrDigit(letter) ? letter : '-');
        return id.ToString();
    }
}
