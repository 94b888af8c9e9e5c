using DtlsNotebooks.Runner.Execution;
using DtlsNotebooks.Runner.Results;

namespace DtlsNotebooks.Tests.Runner;

/// <summary>What a cell does wrong is reported with its place, and stops nothing but its notebook.</summary>
public sealed class FailureTests
{
    [Fact]
    public async Task A_throwing_cell_names_its_own_line_and_the_rest_is_not_run()
    {
        NotebookRun run = await TemporaryRepository.RunCellsAsync(
            "void Check(int i)\n{\n    if (i < 0)\n        throw new ArgumentException(\"negative\");\n}",
            "var kept = 1;\n\nCheck(-1);",
            "kept"
        );

        CellError error = run.Cells[1].Error!;
        Assert.Same(run.Cells[1], run.Failed);
        Assert.Equal(CellErrorKind.Exception, error.Kind);
        Assert.Equal("System.ArgumentException", error.Type);
        Assert.Equal("negative", error.Message);
        Assert.Equal(3, error.Line);
        Assert.Equal(["at cell 1, line 4, in Check", "at cell 2, line 3"], error.Trace);
        Assert.IsType<ErrorOutput>(run.Cells[1].Outputs[^1]);
        Assert.False(run.Cells[2].WasRun);
        Assert.False(run.Succeeded);
    }

    [Fact]
    public async Task The_line_is_known_in_lambdas_tasks_and_iterators()
    {
        NotebookRun lambda = await TemporaryRepository.RunCellsAsync(
            "Action throws = () =>\n{\n    throw new Exception(\"x\");\n};\nthrows();"
        );
        Assert.Equal("at cell 1, line 3", lambda.Failed!.Error!.Trace[0]);

        NotebookRun task = await TemporaryRepository.RunCellsAsync(
            "async Task FailAsync()\n{\n    await Task.Yield();\n    throw new Exception(\"x\", new "
                + "FormatException(\"inner\"));\n}\nawait Task.Run(FailAsync);"
        );
        Assert.Equal("at cell 1, line 4, in FailAsync", task.Failed!.Error!.Trace[0]);
        Assert.Contains("because of System.FormatException: inner", task.Failed.Error.Trace);

        NotebookRun aggregate = await TemporaryRepository.RunCellsAsync("\nTask.Run(() => int.Parse(\"no\")).Wait();");
        Assert.Equal("System.FormatException", aggregate.Failed!.Error!.Type);
        Assert.Equal(2, aggregate.Failed.Error.Line);
    }

    [Fact]
    public async Task Code_that_does_not_compile_names_the_line_of_the_error()
    {
        NotebookRun run = await TemporaryRepository.RunCellsAsync("var fine = 1;\nvar missing = nothing;");

        Assert.Equal(CellErrorKind.Compilation, run.Failed!.Error!.Kind);
        Assert.Equal(2, run.Failed.Error.Line);
        Assert.StartsWith("line 2: error CS0103", run.Failed.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_in_a_loaded_script_is_named_with_the_script_and_its_line()
    {
        using var thrown = new TemporaryRepository();
        thrown.WriteScript("setup.csx", "var fine = 1;\n\nthrow new Exception(\"no SDK\");");
        CellError error = (await thrown.RunAsync(new NotebookText().Code("#load \"setup.csx\""))).Failed!.Error!;
        Assert.Equal("no SDK", error.Message);
        Assert.Equal(["at setup.csx, line 3"], error.Trace);

        using var wrong = new TemporaryRepository();
        wrong.WriteScript("setup.csx", "var fine = 1;\nvar missing = nothing;");
        CellError compilation = (await wrong.RunAsync(new NotebookText().Code("#load \"setup.csx\""))).Failed!.Error!;
        Assert.Equal(CellErrorKind.Compilation, compilation.Kind);
        Assert.StartsWith("setup.csx, line 2: error CS0103", compilation.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_span_at_top_level_fails_as_in_the_kernel()
    {
        NotebookRun run = await TemporaryRepository.RunCellsAsync(
            "{ Span<byte> fine = new byte[1]; }",
            "Span<byte> span = new byte[1];"
        );

        Assert.Null(run.Cells[0].Error);
        Assert.Contains("CS8345", run.Cells[1].Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hanging_cell_is_stopped_at_its_limit_and_what_it_said_is_kept()
    {
        using var repository = new TemporaryRepository();
        NotebookRun run = await repository.RunAsync(
            new NotebookText()
                .Code("Console.Write(\"first\");")
                .Code("Console.WriteLine(\"waiting\");\nSystem.Threading.Thread.Sleep(-1);")
                .Code("1"),
            new RunOptions { Timeout = TimeSpan.FromSeconds(20) }
        );

        Assert.Equal("first", run.Cells[0].StandardOutput);
        Assert.Equal(CellErrorKind.Timeout, run.Cells[1].Error!.Kind);
        Assert.Contains("20 s", run.Cells[1].Error!.Message, StringComparison.Ordinal);
        Assert.Equal("waiting\n", run.Cells[1].StandardOutput);
        Assert.False(run.Cells[2].WasRun);
    }

    [Fact]
    public async Task An_exception_on_a_thread_takes_the_process_down_and_is_reported_with_its_line()
    {
        NotebookRun run = await TemporaryRepository.RunCellsAsync(
            "Console.WriteLine(\"before\");\nvar thread = new System.Threading.Thread(() =>\n{\n    throw new "
                + "InvalidOperationException(\"nobody catches this\");\n});\nthread.Start();\nthread.Join();\nawait "
                + "Task.Delay(System.Threading.Timeout.Infinite);"
        );

        CellError error = run.Failed!.Error!;
        Assert.Equal(CellErrorKind.ProcessDied, error.Kind);
        Assert.Contains("nobody catches this", error.Message, StringComparison.Ordinal);
        Assert.Equal(4, error.Line);
        Assert.Equal("before\n", run.Failed.StandardOutput);
    }

    [Fact]
    public async Task Environment_Exit_is_reported_with_the_exit_code()
    {
        NotebookRun run = await TemporaryRepository.RunCellsAsync("Environment.Exit(7);", "1");

        Assert.Equal(CellErrorKind.ProcessDied, run.Failed!.Error!.Kind);
        Assert.Contains("exit code 7", run.Failed.Error.Message, StringComparison.Ordinal);
        Assert.False(run.Cells[1].WasRun);
    }

    [Fact]
    public async Task A_stack_overflow_is_reported()
    {
        NotebookRun run = await TemporaryRepository.RunCellsAsync("int Deep(int i) => Deep(i + 1) + 1;\nDeep(0)");

        Assert.Equal(CellErrorKind.ProcessDied, run.Failed!.Error!.Kind);
        Assert.Contains("Stack overflow", run.Failed.Error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_run_can_be_stopped_from_outside()
    {
        using var repository = new TemporaryRepository();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var document = DtlsNotebooks.Runner.Notebooks.NotebookDocument.Load(
            repository.Write("01", new NotebookText().Code("await Task.Delay(-1);"))
        );
        var options = new RunOptions { CellStarted = _ => stop.Cancel() };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            NotebookRunner.RunAsync(document, repository.Notebooks, options, stop.Token)
        );
    }
}
