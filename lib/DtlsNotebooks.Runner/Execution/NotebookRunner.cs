using System.Diagnostics;
using DtlsNotebooks.Runner.Checks;
using DtlsNotebooks.Runner.Exercises;
using DtlsNotebooks.Runner.Notebooks;

namespace DtlsNotebooks.Runner.Execution;

/// <summary>Runs a notebook, cell by cell, in a process of its own.</summary>
internal sealed class NotebookRunner
{
    private readonly NotebookDocument document;
    private readonly RunOptions options;
    private readonly WorkerProcess worker;

    private NotebookRunner(NotebookDocument document, RunOptions options, WorkerProcess worker)
    {
        this.document = document;
        this.options = options;
        this.worker = worker;
    }

    /// <summary>Runs a notebook from its first cell to its last, or to the first that fails.</summary>
    /// <param name="document">The notebook.</param>
    /// <param name="folder">The current directory of its cells; the notebook's own folder, as a rule.</param>
    /// <param name="options">How to run it.</param>
    /// <param name="cancellation">Ends the run at once.</param>
    /// <exception cref="OperationCanceledException">The run was ended from outside.</exception>
    /// <exception cref="InvalidOperationException">The process for the notebook did not start.</exception>
    public static async Task<NotebookRun> RunAsync(
        NotebookDocument document, string folder, RunOptions options, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        document = options.Solve ? ExerciseSheet.Solve(document) : document;

        // The worker warms up while the notebook is being checked.
        var starting = WorkerProcess.StartAsync(folder, cancellation);
        var checking = Task.Run(() => options.Check ? NotebookRules.Check(document) : [], cancellation);
        await using var worker = await starting.ConfigureAwait(false);
        await using var killing = cancellation.Register(worker.Kill).ConfigureAwait(false);
        var refusals = await checking.ConfigureAwait(false);

        var runner = new NotebookRunner(document, options, worker);
        var cells = refusals.Count > 0 ? [.. document.CodeCells.Select(NotRun)] : await runner.RunCellsAsync(cancellation).ConfigureAwait(false);
        var elapsed = clock.Elapsed;

        // Only when the process has ended has all that it said arrived.
        await worker.DisposeAsync().ConfigureAwait(false);
        var run = new NotebookRun { Document = document, Cells = cells, Refusals = refusals, Notes = [.. runner.RawNotes()], Elapsed = elapsed };
        return run with { ExerciseFaults = ExerciseRules.Check(run, options.Solve) };
    }

    private async Task<IReadOnlyList<CellRun>> RunCellsAsync(CancellationToken cancellation)
    {
        var runs = new List<CellRun>();
        foreach (var cell in document.CodeCells)
        {
            if (runs.LastOrDefault() is { } last && (last.Error is not null || !last.WasRun))
            {
                runs.Add(NotRun(cell));
                continue;
            }

            options.CellStarted?.Invoke(cell);
            var run = await RunCellAsync(cell, cancellation).ConfigureAwait(false);
            if (options.Twice && run.Error is null)
            {
                run = await RunCellAsync(cell, cancellation).ConfigureAwait(false);
            }

            runs.Add(run);
            options.CellEnded?.Invoke(run);
        }

        return runs;
    }

    private async Task<CellRun> RunCellAsync(NotebookCell cell, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(options.Timeout);
        var outputs = new OutputList();
        WorkerReply.Ended? ended = null;
        CellError? failure = null;
        try
        {
            ended = await ExchangeAsync(cell, outputs, limit.Token).ConfigureAwait(false);
            failure = ended is null ? await DescribeDeathAsync().ConfigureAwait(false) : ended.Error;
        }
        catch (OperationCanceledException)
        {
            worker.Kill();
            cancellation.ThrowIfCancellationRequested();
            failure = DescribeTimeout();
        }

        if (failure is not null)
        {
            outputs.Add(new ErrorOutput(failure));
        }

        return NotRun(cell) with
        {
            WasRun = true,
            Outputs = outputs.ToList(),
            Error = failure,
            Notes = [.. ended?.Notes ?? [], .. RawNotes()],
            Elapsed = ended is null ? clock.Elapsed : TimeSpan.FromMilliseconds(ended.Milliseconds),
        };
    }

    /// <summary>Sends a cell and gathers its outputs. Null when the worker is gone.</summary>
    private async Task<WorkerReply.Ended?> ExchangeAsync(NotebookCell cell, OutputList outputs, CancellationToken limit)
    {
        try
        {
            worker.Channel.Send(new WorkerRequest(cell.Number, cell.Source));
        }
        catch (IOException)
        {
            return null;
        }

        while (await worker.Channel.ReceiveAsync<WorkerReply>(limit).ConfigureAwait(false) is { } reply)
        {
            switch (reply)
            {
                case WorkerReply.Shown shown:
                    outputs.Add(shown.Output);
                    break;
                case WorkerReply.Ended ended:
                    return ended;
            }
        }

        return null;
    }

    private CellError DescribeTimeout() => new(
        CellErrorKind.Timeout,
        "Timeout",
        $"The cell did not end within its {options.Timeout.TotalSeconds:0.#} s, so it was stopped. Every wait in a cell needs a bound.",
        0,
        []);

    private async Task<CellError> DescribeDeathAsync()
    {
        var code = await worker.WaitForEndAsync().ConfigureAwait(false);
        var lastWords = DeathReport.Reduce(worker.TakeRawError());
        var how = code is null ? "The process of the notebook closed its pipe" : $"The process of the notebook ended with exit code {code}";
        return new CellError(
            CellErrorKind.ProcessDied,
            "ProcessDied",
            lastWords.Count == 0 ? $"{how} and said nothing. Does the cell call Environment.Exit?" : $"{how}. It said: {lastWords[0]}",
            DeathReport.LineIn(lastWords),
            lastWords);
    }

    private IEnumerable<string> RawNotes()
    {
        foreach (var (name, text) in new[] { ("standard output", worker.TakeRawOutput()), ("standard error", worker.TakeRawError()) })
        {
            if (!string.IsNullOrWhiteSpace(text))
            {
                yield return $"Written to the {name} of the process itself, where no notebook shows it: {text.Trim()}";
            }
        }
    }

    private static CellRun NotRun(NotebookCell cell) =>
        new() { Id = cell.Id, Index = cell.Index, Number = cell.Number, Heading = cell.Heading };
}
