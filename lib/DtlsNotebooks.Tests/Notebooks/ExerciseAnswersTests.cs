using DtlsNotebooks.Runner.Exercises;
using DtlsNotebooks.Runner.Notebooks;
using DtlsNotebooks.Runner.Results;
using DtlsNotebooks.Tests.Notebooks.Answers;

namespace DtlsNotebooks.Tests.Notebooks;

/// <summary>
/// The checks of the exercises refuse the answers that students get wrong, with the hint that fits, and accept right
/// ones of more than one style.
/// </summary>
[Collection(ChapterRuns.Name)]
public sealed class ExerciseAnswersTests(ChapterRuns runs)
{
    private const int FewestWrong = 2;
    private const int FewestRight = 1; // The folded solution is another one.

    public static TheoryData<string> Notebooks => CoverageTests.Notebooks;

    [Theory]
    [MemberData(nameof(Notebooks))]
    public async Task Wrong_answers_are_refused_with_the_hint_that_fits_and_right_ones_accepted(string notebook)
    {
        NotebookRun run = await runs.OpenAsync(notebook);
        List<string> faults = [];
        foreach (KnownAnswer answer in KnownAnswers.Of(notebook).All)
        {
            string verdict = run.Cell(answer.CellId).Displayed("text/plain").LastOrDefault("no verdict");
            bool fits = answer.Hint is { } hint
                ? verdict.StartsWith($"○ Not yet: {answer.Exercise}.", StringComparison.Ordinal)
                    && verdict.Contains(hint, StringComparison.Ordinal)
                : verdict.StartsWith($"✓ Right: {answer.Exercise}.", StringComparison.Ordinal);
            if (!fits)
                faults.Add($"{answer.CellId} ({answer.Hint ?? "right"}): {verdict}");
        }

        Assert.True(run.Failed is null, $"Cell \"{run.Failed?.Id}\": {run.Failed?.Error}");
        Assert.True(faults.Count == 0, $"{notebook}\n  " + string.Join("\n  ", faults));
    }

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void Every_exercise_has_known_answers(string notebook)
    {
        var document = NotebookDocument.Load(Path.Combine(Repository.Notebooks, notebook));
        var answers = KnownAnswers.Of(notebook);

        IReadOnlyList<Exercise> exercises = ExerciseSheet.Of(document);
        Assert.Equal(exercises.Select(exercise => exercise.Name).Order(), answers.Exercises.Keys.Order());
        foreach (Exercise exercise in exercises)
        {
            ExerciseAnswers known = answers.Exercises[exercise.Name];
            Assert.Equal(exercise.CellId, known.Cell);
            Assert.True(
                known.Wrong.Count >= FewestWrong && known.Right.Count >= FewestRight,
                $"{exercise.Name} of {notebook} needs {FewestWrong} wrong answers and {FewestRight} right one beside "
                    + "its solution."
            );
        }
    }
}
