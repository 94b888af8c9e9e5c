using DtlsNotebooks.Runner.Results;
using DtlsNotebooks.Tests.Notebooks.Shape;

namespace DtlsNotebooks.Tests.Notebooks;

/// <summary>Every chapter answers right predictions, and has exercises that can be solved.</summary>
public sealed class SolvedChapterTests(ChapterRuns runs)
{
    public static TheoryData<string> Notebooks => CoverageTests.Notebooks;

    [Theory]
    [MemberData(nameof(Notebooks))]
    public async Task The_folded_solutions_pass_their_checks(string notebook)
    {
        NotebookRun run = await runs.SolvedAsync(notebook);

        ChapterRuns.AssertClean(run);
        IEnumerable<string> verdicts = run
            .Cells.SelectMany(cell => cell.Displayed("text/plain"))
            .Where(text => text.StartsWith("✓ Right", StringComparison.Ordinal));
        Assert.InRange(verdicts.Distinct().Count(), 3, 6);
    }

    [Theory]
    [MemberData(nameof(Notebooks))]
    public async Task A_right_prediction_is_called_right(string notebook)
    {
        NotebookRun run = await runs.SolvedAsync(notebook);

        foreach (Question question in ChapterText.Load(notebook).Questions)
        {
            string said = ChapterRuns.Said(run, question);
            Assert.True(
                question.Claim!.Here is null
                    ? said.Contains(": close.", StringComparison.Ordinal)
                        || said.Contains(" Right: it is ", StringComparison.Ordinal)
                    : said.Contains($"You said {question.Claim.Here}. Right: it is ", StringComparison.Ordinal),
                $"“{question.Name}” of {notebook} says: {said}"
            );
        }
    }
}
