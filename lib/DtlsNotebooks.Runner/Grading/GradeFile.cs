using System.Globalization;
using System.Text;

namespace DtlsNotebooks.Runner.Grading;

/// <summary>
/// The grades of a class as a table for a spreadsheet: RFC 4180, UTF-8 with the mark by which Excel knows it. What a
/// student wrote can be no formula there.
/// </summary>
internal static class GradeFile
{
    private const string Formula = "=+-@|%＝＋－＠";

    /// <summary>The text of the file, without its mark.</summary>
    /// <param name="grades">The grades.</param>
    public static string Write(IReadOnlyList<Grade> grades)
    {
        int exercises = grades.Select(grade => grade.Exercises.Count).DefaultIfEmpty().Max();
        int questions = grades
            .SelectMany(grade => grade.Answers.Select(answer => answer.Question))
            .DefaultIfEmpty()
            .Max();
        var text = new StringBuilder();
        Append(
            text,
            [
                "student",
                "chapter",
                "trouble",
                "exercises right",
                "exercises",
                "predictions typed",
                "predictions right",
                "predictions",
                "cells failed",
                "which",
                "name in the evidence",
                "remarks",
                "seconds",
                .. Enumerable.Range(1, exercises).Select(number => $"exercise {Plain(number)}"),
                .. Enumerable.Range(1, questions).Select(number => $"answer {Plain(number)}"),
                "other text",
            ]
        );
        foreach (Grade grade in grades)
        {
            Append(
                text,
                [
                    grade.Student,
                    grade.Chapter,
                    grade.Trouble ?? "",
                    Plain(grade.Exercises.Count(exercise => exercise.Verdict == ExerciseVerdict.Right)),
                    Plain(grade.Exercises.Count),
                    Plain(grade.Predictions.Count(prediction => prediction.Typed is not null)),
                    Plain(grade.Predictions.Count(prediction => prediction.IsRight)),
                    Plain(grade.Predictions.Count),
                    Plain(grade.FailedCells.Count),
                    string.Join("; ", grade.FailedCells),
                    string.Join("; ", grade.Names),
                    string.Join("; ", grade.Remarks),
                    grade.Elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture),
                    .. Enumerable
                        .Range(0, exercises)
                        .Select(place => Describe(grade.Exercises.ElementAtOrDefault(place))),
                    .. Enumerable.Range(1, questions).Select(number => AnswerTo(grade, number)),
                    AnswerTo(grade, 0),
                ]
            );
        }

        return text.ToString();
    }

    /// <summary>What the verdict is called.</summary>
    /// <param name="verdict">The verdict.</param>
    public static string Word(ExerciseVerdict verdict) =>
        verdict switch
        {
            ExerciseVerdict.Right => "right",
            ExerciseVerdict.NotYet => "not yet",
            ExerciseVerdict.Error => "error",
            ExerciseVerdict.Doubtful => "look at it",
            _ => "untouched",
        };

    private static string Describe(ExerciseGrade? exercise) =>
        exercise is null ? ""
        : exercise.Hint.Length == 0 ? Word(exercise.Verdict)
        : $"{Word(exercise.Verdict)}: {exercise.Hint}";

    private static string AnswerTo(Grade grade, int question) =>
        grade.Answers.FirstOrDefault(answer => answer.Question == question)?.Text ?? "";

    private static void Append(StringBuilder text, IEnumerable<string> fields) =>
        text.AppendJoin(',', fields.Select(Quote)).Append("\r\n");

    private static string Quote(string field)
    {
        string clean = SafeText.Of(field, keepLines: true);
        string start = clean.TrimStart();
        string harmless =
            start.Length > 0 && Formula.Contains(start[0], StringComparison.Ordinal) ? "'" + clean : clean;
        return $"\"{harmless.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);
}
