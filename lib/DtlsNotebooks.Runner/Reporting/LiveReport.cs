using DtlsNotebooks.Runner.Notebooks;
using DtlsNotebooks.Runner.Results;
using Spectre.Console;

namespace DtlsNotebooks.Runner.Reporting;

/// <summary>A moving bar for each notebook, for a terminal.</summary>
/// <param name="console">The terminal.</param>
internal sealed class LiveReport(IAnsiConsole console) : RunReport
{
    private readonly Dictionary<string, ProgressTask> _bars = [];

    /// <inheritdoc/>
    public override Task ShowAsync(IReadOnlyList<string> paths, Func<Task> work) =>
        console
            .Progress()
            .HideCompleted(false)
            .Columns(
                new SpinnerColumn(),
                new ProgressBarColumn { Width = 24 },
                new ElapsedTimeColumn(),
                new TaskDescriptionColumn { Alignment = Justify.Left }
            )
            .StartAsync(async context =>
            {
                foreach (string path in paths)
                {
                    string name = Path.GetFileNameWithoutExtension(path);
                    _bars[name] = context.AddTask(Markup.Escape(name), autoStart: false);
                }

                await work().ConfigureAwait(false);
            });

    /// <inheritdoc/>
    public override void NotebookStarted(NotebookDocument document)
    {
        ProgressTask bar = _bars[document.Name];
        bar.MaxValue = Math.Max(1, document.CodeCells.Count());
        bar.StartTask();
    }

    /// <inheritdoc/>
    public override void CellStarted(NotebookDocument document, NotebookCell cell) =>
        _bars[document.Name].Description = Markup.Escape($"{document.Name}  cell {cell.Number}  {cell.Heading}");

    /// <inheritdoc/>
    public override void CellEnded(NotebookDocument document, CellRun cell) => _bars[document.Name].Increment(1);

    /// <inheritdoc/>
    public override void NotebookFailed(NotebookDocument document) => _bars[document.Name].StopTask();

    /// <inheritdoc/>
    public override void NotebookEnded(NotebookRun run)
    {
        ProgressTask bar = _bars[run.Document.Name];
        bar.Description =
            $"{Markup.Escape(run.Document.Name)}  [{(run.Succeeded ? "green" : "red")}]{Markup.Escape(Words.Outcome(run))}[/]";
        bar.StopTask();
    }
}
