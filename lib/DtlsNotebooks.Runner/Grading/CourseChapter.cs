using System.Text.RegularExpressions;
using DtlsNotebooks.Runner.Exercises;
using DtlsNotebooks.Runner.Notebooks;

namespace DtlsNotebooks.Runner.Grading;

/// <summary>A chapter as the course has it, by which a student's is read.</summary>
internal sealed partial class CourseChapter
{
    /// <summary>Shorter cells, such as the one that loads the library, say nothing about the chapter.</summary>
    private const int TellingLength = 40;

    /// <summary>Takes a notebook of the course.</summary>
    /// <param name="document">The notebook.</param>
    public CourseChapter(NotebookDocument document)
    {
        Document = document;
        Exercises = ExerciseSheet.Of(document);
        Predictions = PredictionSheet.Of(document);
        Checks = document
            .CodeCells.SelectMany(cell =>
                CheckCall().Matches(cell.Source).Select(match => (Name: match.Groups["name"].Value, Cell: cell))
            )
            .ToDictionary(check => check.Name, check => check.Cell, StringComparer.Ordinal);
        HandIn = document.Cells.FirstOrDefault(cell =>
            cell.Kind == CellKind.Markdown
            && MarkdownHeadings.First(cell.Source) is { } heading
            && heading.Equals("Questions to hand in", StringComparison.OrdinalIgnoreCase)
        );
        Marks = document.Cells.SelectMany(cell => MarksOf(cell.Source)).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The notebook.</summary>
    public NotebookDocument Document { get; }

    /// <summary>Its exercises, in order.</summary>
    public IReadOnlyList<Exercise> Exercises { get; }

    /// <summary>The cells in which a prediction is typed, in order.</summary>
    public IReadOnlyList<PredictionCell> Predictions { get; }

    /// <summary>The cell that checks each exercise, by the exercise's name.</summary>
    public IReadOnlyDictionary<string, NotebookCell> Checks { get; }

    /// <summary>The cell with the questions to hand in, or null.</summary>
    public NotebookCell? HandIn { get; }

    /// <summary>What in its cells tells it from other notebooks.</summary>
    public IReadOnlySet<string> Marks { get; }

    /// <summary>The chapter that a notebook is a copy of, by what it holds and not by its name; null for none.</summary>
    /// <param name="course">All chapters.</param>
    /// <param name="submission">The notebook.</param>
    public static CourseChapter? Of(IReadOnlyList<CourseChapter> course, Submission submission)
    {
        var shared = course
            .SelectMany(chapter => chapter.Marks)
            .GroupBy(mark => mark, StringComparer.Ordinal)
            .Where(group => group.Count() > 1)
            .Select(group => group.Key)
            .ToHashSet(StringComparer.Ordinal);
        var marks = submission.Cells.SelectMany(cell => MarksOf(cell.Source)).ToHashSet(StringComparer.Ordinal);
        marks.ExceptWith(shared);
        (CourseChapter chapter, int count) = course
            .Select(chapter => (chapter, chapter.Marks.Count(marks.Contains)))
            .OrderByDescending(found => found.Item2)
            .FirstOrDefault();
        return count >= Math.Min(3, chapter?.Marks.Except(shared).Count() ?? 0) && count > 0 ? chapter : null;
    }

    private static IEnumerable<string> MarksOf(string source)
    {
        string core = SubmittedCell.CoreOf(source);
        if (core.Length >= TellingLength)
            yield return core;
        foreach (Match question in QuestionCall().Matches(source))
            yield return question.Value;
    }

    [GeneratedRegex(@"\bExercise\.Check\(\s*""(?<name>[^""]+)""")]
    private static partial Regex CheckCall();

    [GeneratedRegex(@"\bPrediction\.Compare\(\s*""[^""]+""")]
    private static partial Regex QuestionCall();
}
