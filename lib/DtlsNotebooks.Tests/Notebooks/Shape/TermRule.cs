using System.Text.RegularExpressions;
using DtlsNotebooks.Runner.Notebooks;

namespace DtlsNotebooks.Tests.Notebooks.Shape;

/// <summary>
/// A term of the glossary is explained where it first stands in a chapter: it is bold there, because its sentence
/// explains it, or it is a link to the glossary.
/// </summary>
internal static partial class TermRule
{
    public static IEnumerable<Finding> Look(ChapterText chapter, IEnumerable<string> terms)
    {
        List<(string Cell, string Text)> prose = [.. chapter.TextCells.Select(cell => (cell.Id, Readable(cell)))];
        foreach (string term in terms)
        {
            Regex use = Use(term);
            (string cell, string text) = prose.Find(cell => use.IsMatch(cell.Text));
            if (text is null)
                continue;
            Match first = use.Match(text);
            if (!IsExplained(text, first))
            {
                yield return new(
                    cell,
                    $"“{first.Value}” stands here for the first time, and nothing explains it",
                    "write it bold where its sentence explains it, or as [it](README.md#glossary)"
                );
            }
        }
    }

    private static string Readable(NotebookCell cell) =>
        Title().Replace(Heading().Replace(Prose.WithoutCode(cell.Source), ""), "");

    private static bool IsExplained(string text, Match first) =>
        Explained()
            .Matches(text)
            .Any(place => place.Index <= first.Index && first.Index + first.Length <= place.Index + place.Length);

    // “socket” and “sockets”, but not “socketed”.
    private static Regex Use(string term) =>
        new($@"(?<![\w-]){Regex.Escape(term)}(?:s|es)?(?![\w-])", RegexOptions.IgnoreCase);

    [GeneratedRegex(@"\*\*[^*\n]+\*\*|\[[^\]]+\]\((?:README\.md)?#[^)]*\)")]
    private static partial Regex Explained();

    [GeneratedRegex("^#.*$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    // A title is a name: *UDP & DTLS*, or the words of a link that leads to a page of its own.
    [GeneratedRegex(@"(?<!\*)\*[A-Z][^*\n]*\*(?!\*)|\[[^\]]+\]\((?!README\.md#|#)[^)]*\)")]
    private static partial Regex Title();
}
