using System.Globalization;
using DtlsNotebooks.Runner.Reporting;
using Spectre.Console;

namespace DtlsNotebooks.Runner.Grading;

/// <summary>The grades of a class on the console: a table, then what there is to say of each notebook.</summary>
internal static class GradeTable
{
    private const int LongestLine = 300;
    private const int MostFailures = 5;

    /// <summary>Shows the grades.</summary>
    /// <param name="console">Where.</param>
    /// <param name="grades">The grades.</param>
    public static void Write(IAnsiConsole console, IReadOnlyList<Grade> grades)
    {
        Table table = new Table()
            .Border(TableBorder.Rounded)
            .AddColumn("Notebook")
            .AddColumn("Chapter")
            .AddColumn("Exercises")
            .AddColumn("Predictions")
            .AddColumn(new TableColumn("Failed").RightAligned())
            .AddColumn(new TableColumn("Time").RightAligned());
        foreach (Grade grade in grades)
        {
            table.AddRow(
                Escape(grade.Student),
                Escape(grade.Trouble is null ? grade.Chapter.Split('·')[0].Trim() : "–"),
                grade.Trouble is null ? string.Concat(grade.Exercises.Select(exercise => Sign(exercise.Verdict))) : "–",
                grade.Trouble is null ? Predicted(grade) : "–",
                grade.Trouble is null ? grade.FailedCells.Count.ToString(CultureInfo.InvariantCulture) : "–",
                Words.Seconds(grade.Elapsed)
            );
        }

        console.WriteLine();
        console.Write(table);
        TextWriter lines = console.Profile.Out.Writer;
        lines.WriteLine("✓ right   ○ not yet   ! error   ? look at it   · untouched");
        foreach (string line in grades.SelectMany(Details))
            lines.WriteLine(line);
    }

    /// <summary>What became of a notebook, in a line.</summary>
    /// <param name="grade">The grade.</param>
    public static string Outcome(Grade grade) =>
        grade.Trouble is { } trouble
            ? Line(trouble)
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{grade.Exercises.Count(exercise => exercise.Verdict == ExerciseVerdict.Right)} of {Words.Count(grade.Exercises.Count, "exercise")} right, {Words.Seconds(grade.Elapsed)}"
            );

    private static IEnumerable<string> Details(Grade grade)
    {
        var lines = new List<string>();
        if (grade.Trouble is { } trouble)
            lines.Add(trouble);
        lines.AddRange(
            grade
                .Exercises.Where(exercise => exercise.Hint.Length > 0)
                .Select(exercise => $"{exercise.Name}: {GradeFile.Word(exercise.Verdict)}: {exercise.Hint}")
        );
        lines.AddRange(grade.FailedCells.Take(MostFailures));
        int more = grade.FailedCells.Count - MostFailures;
        if (more > 0)
            lines.Add($"and {Words.Count(more, "line")} more of that kind: in the table");
        lines.AddRange(grade.Remarks);
        if (grade.Names.Count > 0)
            lines.Add("name in the evidence: " + string.Join("; ", grade.Names));
        return lines.Count == 0 ? [] : lines.Select(line => $"    {Line(line)}").Prepend(Line(grade.Student));
    }

    private static string Line(string text)
    {
        string line = SafeText.Of(text, keepLines: false);
        return line.Length <= LongestLine ? line : line[..LongestLine] + " …";
    }

    private static string Predicted(Grade grade) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{grade.Predictions.Count(one => one.IsRight)} right of {grade.Predictions.Count(one => one.Typed is not null)} typed of {grade.Predictions.Count}"
        );

    private static char Sign(ExerciseVerdict verdict) =>
        verdict switch
        {
            ExerciseVerdict.Right => '✓',
            ExerciseVerdict.NotYet => '○',
            ExerciseVerdict.Error => '!',
            ExerciseVerdict.Doubtful => '?',
            _ => '·',
        };

    private static string Escape(string text) => Markup.Escape(Line(text));
}
