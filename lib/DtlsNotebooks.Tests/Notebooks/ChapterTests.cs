using DtlsNotebooks.Runner.Notebooks;
using DtlsNotebooks.Runner.Results;
using DtlsNotebooks.Tests.Notebooks.Shape;

namespace DtlsNotebooks.Tests.Notebooks;

/// <summary>
/// Every chapter runs from a fresh kernel, alone, says what it claims, answers predictions, and has exercises that can
/// be solved.
/// </summary>
[Collection(ChapterRuns.Name)]
public sealed class ChapterTests(ChapterRuns runs)
{
    public static TheoryData<string> Notebooks => CoverageTests.Notebooks;

    [Theory]
    [MemberData(nameof(Notebooks))]
    public async Task It_runs_says_what_it_claims_and_leaves_the_exercises_open(string notebook)
    {
        NotebookRun run = await runs.OpenAsync(notebook);

        AssertClean(run);
        foreach (NotebookCell cell in run.Document.CodeCells)
        {
            int claims = Occurrences(cell.Source, "Check.That(");
            Assert.True(
                Occurrences(run.Cell(cell.Id).StandardOutput, "✓ ") >= claims,
                $"Cell {cell.Number} of {notebook} keeps a claim to itself."
            );
        }
    }

    [Theory]
    [MemberData(nameof(Notebooks))]
    public async Task The_folded_solutions_pass_their_checks(string notebook)
    {
        NotebookRun run = await runs.SolvedAsync(notebook);

        AssertClean(run);
        IEnumerable<string> verdicts = run
            .Cells.SelectMany(cell => cell.Displayed("text/plain"))
            .Where(text => text.StartsWith("✓ Right", StringComparison.Ordinal));
        Assert.InRange(verdicts.Distinct().Count(), 3, 6);
    }

    [Theory]
    [MemberData(nameof(Notebooks))]
    public async Task A_wrong_prediction_is_told_and_stops_nothing(string notebook)
    {
        NotebookRun run = await runs.OpenAsync(notebook);

        foreach (Question question in ChapterText.Load(notebook).Questions)
        {
            string said = Said(run, question);
            Assert.Contains($"You said {question.Claim!.Wrong}. It is ", said, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Notebooks))]
    public async Task A_right_prediction_is_called_right(string notebook)
    {
        NotebookRun run = await runs.SolvedAsync(notebook);

        foreach (Question question in ChapterText.Load(notebook).Questions)
        {
            string said = Said(run, question);
            Assert.True(
                question.Claim!.Here is null
                    ? said.Contains(": close.", StringComparison.Ordinal)
                        || said.Contains(" Right: it is ", StringComparison.Ordinal)
                    : said.Contains($"You said {question.Claim.Here}. Right: it is ", StringComparison.Ordinal),
                $"“{question.Name}” of {notebook} says: {said}"
            );
        }
    }

    private static string Said(NotebookRun run, Question question) =>
        run.Cells.Single(cell => cell.Index == question.ComparedAt).StandardOutput;

    private static void AssertClean(NotebookRun run)
    {
        Assert.Empty(run.Refusals);
        Assert.True(run.Failed is null, $"Cell \"{run.Failed?.Id}\": {run.Failed?.Error}");
        Assert.Empty(run.ExerciseFaults);
        Assert.All(run.Cells, cell => Assert.Empty(cell.Notes));
    }

    private static int Occurrences(string text, string part) => text.Split(part).Length - 1;
}
