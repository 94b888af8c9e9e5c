using DtlsNotebooks.Runner.Notebooks;
using DtlsNotebooks.Runner.Results;
using DtlsNotebooks.Tests.Notebooks.Shape;

namespace DtlsNotebooks.Tests.Notebooks;

/// <summary>
/// Every chapter runs from a fresh kernel, alone, says what it claims, answers wrong predictions, and leaves its exercises
/// open.
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

        ChapterRuns.AssertClean(run);
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
    public async Task A_wrong_prediction_is_told_and_stops_nothing(string notebook)
    {
        NotebookRun run = await runs.OpenAsync(notebook);

        foreach (Question question in ChapterText.Load(notebook).Questions)
        {
            string said = ChapterRuns.Said(run, question);
            Assert.Contains($"You said {question.Claim!.Wrong}. It is ", said, StringComparison.Ordinal);
        }
    }

    private static int Occurrences(string text, string part) => text.Split(part).Length - 1;
}
