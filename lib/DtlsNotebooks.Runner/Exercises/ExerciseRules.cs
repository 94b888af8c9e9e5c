using DtlsNotebooks.Runner.Checks;
using DtlsNotebooks.Runner.Results;

namespace DtlsNotebooks.Runner.Exercises;

/// <summary>What must hold of the exercises in a run: blanks do not pass their check, solutions do.</summary>
internal static class ExerciseRules
{
    private const string Right = "✓ Right: ";
    private const string NotYet = "○ Not yet: ";

    /// <summary>Looks at the verdicts that the check cells of a run showed.</summary>
    /// <param name="run">A run of the notebook as it stands, or with its exercises solved.</param>
    /// <param name="solved">Whether the exercises were solved.</param>
    /// <returns>What does not hold; empty when all is well or the notebook did not run to its end.</returns>
    public static IReadOnlyList<Refusal> Check(NotebookRun run, bool solved) =>
        run.Succeeded ? [.. ExerciseSheet.Of(run.Document).SelectMany(exercise => Check(run, exercise, solved))] : [];

    private static IEnumerable<Refusal> Check(NotebookRun run, Exercise exercise, bool solved)
    {
        if (exercise.Solution is null)
        {
            yield return Complaint(
                run,
                exercise,
                $"{exercise.Name} has no folded solution: a csharp block in the prose that begins with \"// "
                    + $"{exercise.Name}\"."
            );
        }

        (bool shown, string? text) = VerdictOn(run, exercise);
        if (text is null)
        {
            yield return Complaint(run, exercise, $"No cell after {exercise.Name} shows a verdict on it.");
        }
        else if (!solved && shown)
        {
            yield return Complaint(run, exercise, $"The unedited cell of {exercise.Name} passes its check.");
        }
        else if (solved && !shown)
        {
            yield return Complaint(
                run,
                exercise,
                $"The folded solution of {exercise.Name} does not pass its check: {text}"
            );
        }
    }

    private static (bool Right, string? Text) VerdictOn(NotebookRun run, Exercise exercise)
    {
        int place = run.Cell(exercise.CellId).Number;
        IEnumerable<string> texts = run
            .Cells.Where(cell => cell.Number > place)
            .SelectMany(cell => cell.Displayed("text/plain"));
        foreach (string? text in texts)
        {
            if (IsAbout(text, Right, exercise) || IsAbout(text, NotYet, exercise))
                return (text.StartsWith(Right, StringComparison.Ordinal), text);
        }

        return (false, null);
    }

    private static bool IsAbout(string text, string verdict, Exercise exercise) =>
        text.StartsWith($"{verdict}{exercise.Name}.", StringComparison.Ordinal);

    private static Refusal Complaint(NotebookRun run, Exercise exercise, string reason)
    {
        CellRun cell = run.Cell(exercise.CellId);
        return new Refusal($"code cell {cell.Number}", cell.Heading, 0, reason);
    }
}
