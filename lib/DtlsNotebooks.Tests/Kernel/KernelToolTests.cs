using DtlsNotebooks.Benchmarks.Kernel;
using DtlsNotebooks.Runner.Exercises;
using DtlsNotebooks.Runner.Notebooks;
using DtlsNotebooks.Runner.Results;
using DtlsNotebooks.Tests.Notebooks;

namespace DtlsNotebooks.Tests.Kernel;

/// <summary>
/// Every chapter in the kernel that Polyglot Notebooks starts, exactly as shipped: what a student opens works. The
/// runner uses the same kernel in a host of its own; this is the proof that the host makes no difference.
/// </summary>
public sealed class KernelToolTests(ChapterRuns runs)
{
    public static TheoryData<string> Notebooks => CoverageTests.Notebooks;

    [Theory]
    [MemberData(nameof(Notebooks))]
    public async Task Every_cell_runs_two_times_with_and_without_solutions_and_shows_what_it_shows_in_the_runner(
        string notebook
    )
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        await using KernelTool tool = await TestKernel.StartAsync(runs.TakenPort, cancellation);
        var blank = NotebookDocument.Load(Path.Combine(Repository.Notebooks, notebook));
        NotebookDocument solved = ExerciseSheet.Solve(blank);
        Dictionary<string, string> shown = [];

        foreach (NotebookCell cell in solved.CodeCells)
        {
            // An exercise stands there as the student finds it, then as the student solves it.
            foreach (string code in new[] { blank.Cells[cell.Index].Source, cell.Source }.Distinct())
            {
                for (int time = 1; time <= 2; time++)
                {
                    KernelCell run = await tool.RunAsync(code, cancellation);
                    Assert.True(run.Failure is null, $"{notebook}, {cell.Name}, time {time}: {run.Failure}");
                    Assert.True(
                        run.Diagnostics.Count == 0,
                        $"{notebook}, {cell.Name}: {string.Join('\n', run.Diagnostics)}"
                    );
                    if (time == 1)
                        shown[cell.Id] = Kinds(run.Outputs);
                }
            }
        }

        NotebookRun expected = await runs.SolvedAsync(notebook);
        foreach (NotebookCell cell in solved.CodeCells)
        {
            Assert.Equal((cell.Name, Kinds(expected.Cell(cell.Id).Outputs)), (cell.Name, shown[cell.Id]));
        }
    }

    // Of what form each output is.
    private static string Kinds(IEnumerable<CellOutput> outputs) =>
        string.Join(
            ", ",
            outputs.Select(output =>
                output switch
                {
                    StreamOutput { IsError: true } => "stderr",
                    StreamOutput => "stdout",
                    DisplayOutput display => string.Join(' ', display.Data.Keys),
                    _ => output.ToString(),
                }
            )
        );
}
