using DtlsNotebooks.Runner.Execution;
using DtlsNotebooks.Runner.Exercises;
using DtlsNotebooks.Runner.Notebooks;
using DtlsNotebooks.Runner.Results;

namespace DtlsNotebooks.Tests.Runner;

/// <summary>The runner finds exercises that are too easy, and solutions that are none.</summary>
public sealed class ExerciseTests
{
    private const string Blank = "// Exercise 1\nint Answer() => 0;";
    private const string Check =
        "public record Verdict(string Text) { public override string ToString() => Text; }\n"
        + "new Verdict(Answer() == 42 ? \"✓ Right: Exercise 1.\" : \"○ Not yet: Exercise 1. Think.\").ToString()";

    [Fact]
    public void The_solution_is_the_block_that_begins_with_the_same_line()
    {
        NotebookDocument document = Document(Solution("42"), Blank, Check);

        Assert.Equal("// Exercise 1\nint Answer() => 42;", Assert.Single(ExerciseSheet.Of(document)).Solution);
        Assert.Equal("// Exercise 1\nint Answer() => 42;", ExerciseSheet.Solve(document).Cells[1].Source);
    }

    [Theory]
    [InlineData("42", "0", false, null)]
    [InlineData("42", "0", true, null)]
    [InlineData("41", "0", true, "does not pass")]
    [InlineData("42", "42", false, "unedited")]
    public async Task Blanks_must_fail_and_solutions_pass(string solution, string blank, bool solve, string? complaint)
    {
        NotebookRun run = await RunAsync(
            Document(Solution(solution), Blank.Replace("0", blank, StringComparison.Ordinal), Check),
            solve
        );

        if (complaint is null)
            Assert.Empty(run.ExerciseFaults);
        else
            Assert.Contains(complaint, Assert.Single(run.ExerciseFaults).Reason, StringComparison.Ordinal);
        Assert.Equal(complaint is null, run.Succeeded);
    }

    [Fact]
    public async Task An_exercise_without_solution_or_verdict_is_named()
    {
        NotebookRun run = await RunAsync(Document("Nothing here.", Blank, "1 + 1"), solve: false);

        Assert.Collection(
            run.ExerciseFaults,
            fault => Assert.Contains("no folded solution", fault.Reason, StringComparison.Ordinal),
            fault => Assert.Contains("verdict", fault.Reason, StringComparison.Ordinal)
        );
    }

    private static string Solution(string answer) =>
        $"<details>\n\n```csharp\n// Exercise 1\nint Answer() => {answer};\n```\n\n</details>";

    private static async Task<NotebookRun> RunAsync(NotebookDocument document, bool solve) =>
        await NotebookRunner.RunAsync(
            document,
            Path.GetTempPath(),
            new RunOptions { Check = false, Solve = solve },
            TestContext.Current.CancellationToken
        );

    private static NotebookDocument Document(string prose, params string[] code) =>
        new()
        {
            Path = "exercise.ipynb",
            Text = "",
            Cells =
            [
                Cell("prose", 0, 0, CellKind.Markdown, prose),
                .. code.Select((source, place) => Cell($"cell-{place}", place + 1, place + 1, CellKind.Code, source)),
            ],
        };

    private static NotebookCell Cell(string id, int index, int number, CellKind kind, string source) =>
        new()
        {
            Id = id,
            Index = index,
            Number = number,
            Kind = kind,
            Source = source,
            Heading = "",
        };
}
