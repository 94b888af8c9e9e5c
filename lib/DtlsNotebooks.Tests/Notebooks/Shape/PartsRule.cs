using System.Text.RegularExpressions;
using DtlsNotebooks.Runner.Exercises;
using DtlsNotebooks.Runner.Notebooks;

namespace DtlsNotebooks.Tests.Notebooks.Shape;

/// <summary>A chapter has all its parts, in their order.</summary>
internal static partial class PartsRule
{
    private const string Tutorial = "https://github.com/wolfSSL/wolfssl-examples/tree/master/dtls";

    private static readonly string[] Parts =
    [
        "Going deeper",
        "Exercises",
        "Questions to hand in",
        "Self-test",
        "Take it home",
    ];

    public static IEnumerable<Finding> Look(ChapterText chapter)
    {
        List<string> headings =
        [
            .. chapter.TextCells.SelectMany(cell => Prose.Headings(cell.Source, 2)).Where(Parts.Contains),
        ];
        if (!headings.SequenceEqual(Parts))
        {
            yield return new(
                "",
                $"its parts are {string.Join(", ", headings)}",
                "## " + string.Join(", ## ", Parts) + ", each once and in this order"
            );
        }

        NotebookCell first = chapter.TextCells.First();
        if (!first.Source.Contains(Tutorial, StringComparison.Ordinal))
            yield return new(first.Id, "the C text is not linked", $"name its authors and link {Tutorial}");

        int questions = Numbered().Count(TextUnder(chapter, "Questions to hand in"));
        if (questions is < 6 or > 8)
            yield return new("", $"{questions} questions to hand in", "six to eight, numbered");
        int tests = Prose.Folded(TextUnder(chapter, "Self-test")).Count();
        if (tests != 8)
            yield return new("", $"{tests} folded answers in the self-test", "eight questions, each answer folded");

        foreach (Finding finding in Exercises(chapter))
            yield return finding;
    }

    private static IEnumerable<Finding> Exercises(ChapterText chapter)
    {
        IReadOnlyList<Exercise> exercises = ExerciseSheet.Of(chapter.Document);
        if (exercises.Count is < 4 or > 6)
            yield return new("", $"{exercises.Count} exercises", "four to six, from easy to hard");
        foreach (Exercise exercise in exercises)
        {
            int check = ChecksOf(chapter.Document, exercise.Name).Select(cell => cell.Index).LastOrDefault(-1);
            int solution = chapter
                .TextCells.Where(cell =>
                    cell.Source.Contains($"```csharp\n// {exercise.Name}\n", StringComparison.Ordinal)
                )
                .Select(cell => cell.Index)
                .FirstOrDefault(-1);
            if (check < 0)
            {
                yield return new(exercise.CellId, "no cell checks it", $"Exercise.Check(\"{exercise.Name}\", …)");
            }
            else if (solution < check)
            {
                yield return new(
                    exercise.CellId,
                    "its solution is missing, or stands before its check",
                    "fold it away in a text cell after the check"
                );
            }
        }
    }

    /// <summary>The cells that check an exercise.</summary>
    public static IEnumerable<NotebookCell> ChecksOf(NotebookDocument document, string exercise) =>
        document.CodeCells.Where(cell =>
            cell.Source.Contains($"Exercise.Check(\"{exercise}\"", StringComparison.Ordinal)
        );

    private static string TextUnder(ChapterText chapter, string heading) =>
        string.Join(
            "\n\n",
            chapter.TextCells.Where(cell => chapter.SectionOf(cell) == heading).Select(cell => cell.Source)
        );

    [GeneratedRegex(@"^\d+\. ", RegexOptions.Multiline)]
    private static partial Regex Numbered();
}
