using System.Text.RegularExpressions;
using DtlsNotebooks.Runner.Notebooks;

namespace DtlsNotebooks.Runner.Grading;

/// <summary>
/// Whose name the evidence carries: the owner that a cell gives to the certificates, the one in the saved outputs, and
/// what was written where the course says "write your own".
/// </summary>
internal static partial class EvidenceNames
{
    /// <summary>The names, each once.</summary>
    /// <param name="submission">The student's notebook.</param>
    /// <param name="pairing">Which cell is which.</param>
    public static IReadOnlyList<string> In(Submission submission, Pairing pairing)
    {
        IEnumerable<SubmittedCell> code = submission.Cells.Where(cell => cell.Kind == CellKind.Code).ToList();
        return
        [
            .. code.SelectMany(cell => CellCode.TextsFor(cell.Source, "owner"))
                .Concat(
                    code.SelectMany(cell => Subject().Matches(cell.Outputs).Select(match => match.Groups["name"].Value))
                )
                .Concat(code.SelectMany(cell => OwnWords(cell, pairing)))
                .Select(name => name.Trim())
                .Where(name => name.Length > 0)
                .Distinct(StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<string> OwnWords(SubmittedCell cell, Pairing pairing) =>
        from match in OwnText().Matches(pairing.CourseCell(cell)?.Source ?? "")
        let text = CellCode.TextIn(cell.Source, match.Groups["variable"].Value)
        where text is not null && text != match.Groups["text"].Value
        select text;

    [GeneratedRegex(@"\bCN=\w+ of (?<name>[^,""<>\\\r\n]{1,40})")]
    private static partial Regex Subject();

    [GeneratedRegex(@"\bstring (?<variable>\w+) = ""(?<text>write your own[^""]*)""")]
    private static partial Regex OwnText();
}
