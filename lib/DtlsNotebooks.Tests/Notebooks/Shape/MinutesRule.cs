using System.Globalization;
using System.Text.RegularExpressions;
using DtlsNotebooks.Runner.Notebooks;

namespace DtlsNotebooks.Tests.Notebooks.Shape;

/// <summary>
/// The minutes that a chapter states are those of the counting rule: 150 words of prose a minute, folded ones too, ten
/// seconds a line of code, 90 seconds a prediction, and for an exercise what it says.
/// </summary>
internal static partial class MinutesRule
{
    private const double WordsAMinute = 150;
    private const double LinesAMinute = 6;
    private const double MinutesAPrediction = 1.5;
    private const double Rounding = 5;
    private const double MostOfAPart = 12.5;

    /// <summary>What the rule gives for the main path.</summary>
    public static double MainPath(ChapterText chapter) =>
        Of(chapter, cell => chapter.ZoneOf(cell) == ChapterZone.MainPath);

    public static IEnumerable<Finding> Look(ChapterText chapter, int most)
    {
        string first = chapter.TextCells.First().Source;
        string firstId = chapter.TextCells.First().Id;
        double counted = MainPath(chapter);
        if (Number(StatedMainPath().Match(first)) is not { } stated)
        {
            yield return new(firstId, "the minutes of the main path are not stated", "write: main path 60 minutes");
        }
        else
        {
            if (Math.Abs(stated - counted) > Rounding)
            {
                yield return new(
                    firstId,
                    $"it states {stated} minutes for the main path, and the rule counts {counted:0.0}",
                    "state what the rule counts, rounded to 5, or cut"
                );
            }

            if (stated > most)
            {
                yield return new(
                    firstId,
                    $"the main path takes {stated} minutes",
                    $"at most {most}: move to Going deeper"
                );
            }
        }

        if (counted > most + (Rounding / 2))
            yield return new("", $"the rule counts {counted:0.0} minutes", $"cut the main path to {most}");

        List<(NotebookCell Cell, int? Minutes)> exercises = [.. Exercises(chapter)];
        foreach ((NotebookCell cell, int? minutes) in exercises)
        {
            if (minutes is null)
                yield return new(cell.Id, "the exercise states no minutes", "write: about 10 minutes");
        }

        int sum = exercises.Sum(exercise => exercise.Minutes ?? 0);
        if (Number(StatedExercises().Match(first)) is not { } all || Math.Abs(all - sum) > Rounding)
            yield return new(firstId, $"the exercises take {sum} minutes", $"write: exercises {sum} minutes");

        foreach (Finding finding in Deeper(chapter))
            yield return finding;
    }

    /// <summary>The exercises, each with the minutes that it states.</summary>
    public static IEnumerable<(NotebookCell Cell, int? Minutes)> Exercises(ChapterText chapter) =>
        from cell in chapter.TextCells
        where Prose.Headings(cell.Source, 3).Any(heading => heading.StartsWith("Exercise ", StringComparison.Ordinal))
        select (cell, Number(AnyMinutes().Match(cell.Source)));

    private static IEnumerable<Finding> Deeper(ChapterText chapter)
    {
        List<NotebookCell> parts =
        [
            .. chapter.TextCells.Where(cell =>
                chapter.ZoneOf(cell) == ChapterZone.Deeper && Prose.Headings(cell.Source, 3).Any()
            ),
        ];
        for (int i = 0; i < parts.Count; i++)
        {
            int from = parts[i].Index;
            int to = i + 1 < parts.Count ? parts[i + 1].Index : int.MaxValue;
            double counted = Of(
                chapter,
                cell => cell.Index >= from && cell.Index < to && chapter.ZoneOf(cell) == ChapterZone.Deeper
            );
            if (counted > MostOfAPart)
                yield return new(parts[i].Id, $"this part takes {counted:0.0} minutes", "ten at most: split or cut it");
        }
    }

    private static double Of(ChapterText chapter, Func<NotebookCell, bool> counts)
    {
        List<NotebookCell> cells = [.. chapter.Document.Cells.Where(counts)];
        int words = cells.Where(cell => cell.Kind == CellKind.Markdown).Sum(cell => Prose.AllWords(cell.Source));
        int lines = cells
            .Where(cell => cell.Kind == CellKind.Code)
            .Sum(cell => cell.Source.Split('\n').Count(line => !string.IsNullOrWhiteSpace(line)));
        int predictions = chapter.Typed.Count(typed => cells.Exists(cell => cell.Id == typed.CellId));
        return (words / WordsAMinute) + (lines / LinesAMinute) + (predictions * MinutesAPrediction);
    }

    private static int? Number(Match match) =>
        match.Success ? int.Parse(match.Groups["minutes"].Value, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"main path\D{0,20}(?<minutes>\d+) minutes", RegexOptions.IgnoreCase)]
    private static partial Regex StatedMainPath();

    [GeneratedRegex(@"exercises\D{0,20}(?<minutes>\d+) minutes", RegexOptions.IgnoreCase)]
    private static partial Regex StatedExercises();

    [GeneratedRegex(@"\b(?<minutes>\d+) minutes\b")]
    private static partial Regex AnyMinutes();
}
