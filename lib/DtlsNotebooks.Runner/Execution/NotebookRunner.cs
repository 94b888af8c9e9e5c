using System.Diagnostics;
using System.Runtime.CompilerServices;
using DtlsNotebooks.Runner.Checks;
using DtlsNotebooks.Runner.Exercises;
using DtlsNotebooks.Runner.Notebooks;
using DtlsNotebooks.Runner.Results;
using DtlsNotebooks.Runner.Worker;

namespace DtlsNotebooks.Runner.Execution;

/// <summary>Runs a notebook, cell by cell, in a process of its own.</summary>
internal sealed class NotebookRunner
{
    private readonly NotebookDocument _document;
    private readonly RunOptions _options;
    private readonly WorkerProcess _worker;
    private readonly Stopwatch _whole = Stopwatch.StartNew();

    private NotebookRunner(NotebookDocument document, RunOptions options, WorkerProcess worker)
    {
        this._document = document;
        this._options = options;
        this._worker = worker;
    }

    /// <summary>Runs a notebook from its first cell to its last, or to the first that fails.</summary>
    /// <param name="document">The notebook.</param>
    /// <param name="folder">The current directory of its cells; the notebook's own folder, as a rule.</param>
    /// <param name="options">How to run it.</param>
    /// <param name="cancellation">Ends the run at once.</param>
    /// <exception cref="OperationCanceledException">The run was ended from outside.</exception>
    /// <exception cref="InvalidOperationException">The process for the notebook did not start.</exception>
    public static async Task<NotebookRun> RunAsync(
        NotebookDocument document,
        string folder,
        RunOptions options,
        CancellationToken cancellation
    )
    {
        var clock = Stopwatch.StartNew();
        bool isEdited = options.Check && EditedNotebook.IsEdited(document);
        document = options.Solve ? ExerciseSheet.Solve(document) : document;
        document = PredictionSheet.Fill(document, folder, options.Predictions);

        using IDisposable? place = await TakePlaceAsync(options, alone: false, cancellation).ConfigureAwait(false);

        // The worker warms up while the notebook is being checked.
        Task<WorkerProcess> starting = WorkerProcess.StartAsync(folder, options, cancellation);
        Task<IReadOnlyList<Refusal>> checking = Task.Run(
            () => options.Check ? NotebookRules.Check(document, isEdited) : [],
            cancellation
        );
        await using WorkerProcess worker = await starting.ConfigureAwait(false);
        await using ConfiguredAsyncDisposable killing = cancellation.Register(worker.Kill).ConfigureAwait(false);
        IReadOnlyList<Refusal> refusals = await checking.ConfigureAwait(false);
        place?.Dispose();

        var runner = new NotebookRunner(document, options, worker);
        IReadOnlyList<CellRun> cells =
            refusals.Count > 0
                ? [.. document.CodeCells.Select(NotRun)]
                : await runner.RunCellsAsync(cancellation).ConfigureAwait(false);
        TimeSpan elapsed = clock.Elapsed;

        // Only when the process has ended has all that it said arrived.
        await worker.DisposeAsync().ConfigureAwait(false);
        var run = new NotebookRun
        {
            Document = document,
            Cells = cells,
            Refusals = refusals,
            Notes = [.. isEdited ? EditedNotebook.Note : [], .. runner.RawNotes()],
            IsEdited = isEdited,
            Elapsed = elapsed,
        };

        // In an edited notebook an exercise that passes has been solved.
        return isEdited ? run : run with { ExerciseFaults = ExerciseRules.Check(run, options.Solve) };
    }

    private static async Task<IDisposable?> TakePlaceAsync(
        RunOptions options,
        bool alone,
        CancellationToken cancellation
    ) => options.Places is { } places ? await places.TakeAsync(alone, cancellation).ConfigureAwait(false) : null;

    private async Task<IReadOnlyList<CellRun>> RunCellsAsync(CancellationToken cancellation)
    {
        var runs = new List<CellRun>();
        foreach (NotebookCell cell in _document.CodeCells)
        {
            if (runs.LastOrDefault() is { } last && EndsRun(last))
            {
                runs.Add(NotRun(cell));
                continue;
            }

            if (runs.Count > 0)
                await Task.Delay(_options.Pause, cancellation).ConfigureAwait(false);
            using IDisposable? place = await TakePlaceAsync(_options, cell.Measures, cancellation)
                .ConfigureAwait(false);
            _options.CellStarted?.Invoke(cell);
            CellRun run = await RunCellAsync(cell, cancellation).ConfigureAwait(false);
            if (_options.Twice && run.Error is null)
            {
                run = await RunCellAsync(cell, cancellation).ConfigureAwait(false);
            }

            runs.Add(run);
            _options.CellEnded?.Invoke(run);
        }

        return runs;
    }

    private bool EndsRun(CellRun last) =>
        !last.WasRun
        || last.Error is { Kind: CellErrorKind.Timeout or CellErrorKind.ProcessDied }
        || (last.Error is not null && !_options.GoesOn);

    private async Task<CellRun> RunCellAsync(NotebookCell cell, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        TimeSpan left = _options.Whole is { } whole ? whole - _whole.Elapsed : TimeSpan.MaxValue;
        bool ownLimit = _options.Timeout <= left;
        limit.CancelAfter(
            ownLimit ? _options.Timeout
            : left > TimeSpan.Zero ? left
            : TimeSpan.Zero
        );
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
            _worker.Kill();
            cancellation.ThrowIfCancellationRequested();
            failure = DescribeTimeout(ownLimit);
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
            _worker.Channel.Send(new WorkerRequest(cell.Number, cell.Source));
        }
        catch (IOException)
        {
            return null;
        }

        while (await _worker.Channel.ReceiveAsync<WorkerReply>(limit).ConfigureAwait(false) is { } reply)
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

    private CellError DescribeTimeout(bool ownLimit) =>
        new(
            CellErrorKind.Timeout,
            "Timeout",
            ownLimit
                ? $"The cell did not end within its {_options.Timeout.TotalSeconds:0.#} s, so it was stopped. Every "
                    + "wait in a cell needs a bound."
                : $"The notebook did not end within its {_options.Whole?.TotalSeconds:0.#} s, so it was stopped here.",
            0,
            []
        );

    private async Task<CellError> DescribeDeathAsync()
    {
        int? code = await _worker.WaitForEndAsync().ConfigureAwait(false);
        if (_worker.TookTooMuch is { } tooMuch)
            return new CellError(CellErrorKind.ProcessDied, "Memory", tooMuch, 0, []);
        IReadOnlyList<string> lastWords = DeathReport.Reduce(_worker.TakeRawError());
        string how = code is null
            ? "The process of the notebook closed its pipe"
            : $"The process of the notebook ended with exit code {code}";
        return new CellError(
            CellErrorKind.ProcessDied,
            "ProcessDied",
            lastWords.Count == 0
                ? $"{how} and said nothing. Does the cell call Environment.Exit?"
                : $"{how}. It said: {lastWords[0]}",
            DeathReport.LineIn(lastWords),
            lastWords
        );
    }

    private IEnumerable<string> RawNotes()
    {
        foreach (
            (string? name, string? text) in new[]
            {
                ("standard output", _worker.TakeRawOutput()),
                ("standard error", _worker.TakeRawError()),
            }
        )
        {
            if (!string.IsNullOrWhiteSpace(text))
            {
                yield return $"Written to the {name} of the process itself, where no notebook shows it: {text.Trim()}";
            }
        }
    }

    private static CellRun NotRun(NotebookCell cell) =>
        new()
        {
            Id = cell.Id,
            Index = cell.Index,
            Number = cell.Number,
            Heading = cell.Heading,
        };
}
