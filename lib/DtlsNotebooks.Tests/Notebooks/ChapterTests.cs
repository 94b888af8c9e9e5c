using DtlsNotebooks.Runner.Execution;
using DtlsNotebooks.Runner.Notebooks;
using DtlsNotebooks.Runner.Results;

namespace DtlsNotebooks.Tests.Notebooks;

/// <summary>
/// Every chapter runs from a fresh kernel, alone, says what it claims, and has exercises that can be solved.
/// </summary>
[Collection(ChapterRuns.Name)]
public sealed class ChapterTests
{
    public static TheoryData<string> Notebooks => CoverageTests.Notebooks;

    [Theory]
    [MemberData(nameof(Notebooks))]
    public async Task It_runs_says_what_it_claims_and_leaves_the_exercises_open(string notebook)
    {
        NotebookRun run = AssertGood(await ChapterRuns.RunAsync(notebook, new RunOptions()));

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
    public async Task The_folded_solutions_pass_their_checks_and_every_cell_can_be_run_two_times_in_a_row(
        string notebook
    )
    {
        NotebookRun run = AssertGood(await ChapterRuns.SolvedTwiceAsync(notebook));

        IEnumerable<string> verdicts = run
            .Cells.SelectMany(cell => cell.Displayed("text/plain"))
            .Where(text => text.StartsWith("✓ Right", StringComparison.Ordinal));
        Assert.InRange(verdicts.Distinct().Count(), 3, 5);
    }

    private static NotebookRun AssertGood(NotebookRun run)
    {
        Assert.Empty(run.Refusals);
        Assert.Null(run.Failed?.Error);
        Assert.Empty(run.ExerciseFaults);
        Assert.All(run.Cells, cell => Assert.Empty(cell.Notes));
        return run;
    }

    private static int Occurrences(string text, string part) => text.Split(part).Length - 1;
}
