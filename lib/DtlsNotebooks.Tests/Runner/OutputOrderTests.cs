using DtlsNotebooks.Runner.Results;

namespace DtlsNotebooks.Tests.Runner;

/// <summary>Outputs stand in the order in which they were made, under the cell that a reader expects.</summary>
public sealed class OutputOrderTests
{
    [Fact]
    public async Task Streams_displays_and_the_result_keep_their_order()
    {
        NotebookRun run = await TemporaryRepository.RunCellsAsync(
            """
            Console.Write("a");
            Console.WriteLine(1);
            Console.Error.WriteLine("oops");
            display("shown");
            Console.Write('b');
            Console.Out.Write(new[] { 'c', 'd' }, 1, 1);
            Console.Error.Write($"{2.5}");
            "last"
            """
        );

        Assert.Collection(
            run.Cells[0].Outputs,
            output => Assert.Equal(new StreamOutput(false, "a1\n"), output),
            output => Assert.Equal(new StreamOutput(true, "oops\n"), output),
            output => Assert.Equal("shown", Assert.IsType<DisplayOutput>(output).Data["text/plain"]),
            output => Assert.Equal(new StreamOutput(false, "bd"), output),
            output => Assert.Equal(new StreamOutput(true, "2.5"), output),
            output => Assert.True(Assert.IsType<DisplayOutput>(output).IsResult)
        );
    }

    [Fact]
    public async Task A_threads_output_is_shown_while_its_cell_runs_and_never_after()
    {
        NotebookRun run = await TemporaryRepository.RunCellsAsync(
            """
            using System.Threading;
            var go = new SemaphoreSlim(0);
            var done = new SemaphoreSlim(0);
            var thread = new Thread(() =>
            {
                Console.WriteLine("during");
                done.Release();
                go.Wait(10_000);
                Console.WriteLine("after");
                done.Release();
            });
            thread.Start();
            done.Wait(10_000);
            """,
            "go.Release();\ndone.Wait(10_000);\nConsole.WriteLine(\"second cell\");"
        );

        Assert.Equal("during\n", run.Cells[0].StandardOutput);
        Assert.Equal("second cell\n", run.Cells[1].StandardOutput);
        Assert.All(run.Cells, cell => Assert.Single(cell.Outputs));
    }

    [Fact]
    public async Task Many_threads_lose_no_line()
    {
        NotebookRun run = await TemporaryRepository.RunCellsAsync(
            "Parallel.For(0, 1000, i => Console.WriteLine($\"line {i}.\"));"
        );

        string[] lines = run.Cells[0].StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => $"line {i}.").Order(), lines.Order());
    }

    [Fact]
    public async Task What_goes_past_the_console_to_the_process_itself_is_a_note()
    {
        NotebookRun run = await TemporaryRepository.RunCellsAsync(
            "{ var raw = Console.OpenStandardError();\nraw.Write(Encoding.UTF8.GetBytes(\"from "
                + "below\\n\"));\nraw.Flush(); }",
            "1"
        );

        Assert.Empty(run.Cells[0].Outputs);
        Assert.Contains(
            run.Cells.SelectMany(cell => cell.Notes).Concat(run.Notes),
            note => note.Contains("from below", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Reading_the_console_ends_at_once()
    {
        NotebookRun run = await TemporaryRepository.RunCellsAsync("Console.Write(Console.ReadLine() is null);");

        Assert.Equal("True", run.Cells[0].StandardOutput);
    }
}
