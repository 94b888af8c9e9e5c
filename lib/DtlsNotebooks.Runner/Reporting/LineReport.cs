using DtlsNotebooks.Runner.Notebooks;
using DtlsNotebooks.Runner.Results;
using Spectre.Console;

namespace DtlsNotebooks.Runner.Reporting;

/// <summary>
/// One line a cell, for a log. Of notebooks that run side by side the first one's lines appear as they come; those of
/// the others wait, so that each notebook stands in one piece.
/// </summary>
/// <param name="console">Where the lines go.</param>
internal sealed class LineReport(IAnsiConsole console) : RunReport
{
    private readonly Lock _gate = new();

    // In the order in which they began; the first one is being shown.
    private readonly List<Log> _logs = [];

    /// <inheritdoc/>
    public override Task ShowAsync(IReadOnlyList<string> paths, Func<Task> work) => work();

    /// <inheritdoc/>
    public override void NotebookStarted(NotebookDocument document)
    {
        lock (_gate)
            _logs.Add(new Log(document.Path));
        Line(document, $"{document.Name}: {document.Title} ({Words.Count(document.CodeCells.Count(), "cell")})");
    }

    /// <inheritdoc/>
    public override void CellStarted(NotebookDocument document, NotebookCell cell)
    {
        lock (_gate)
        {
            Log log = LogOf(document);
            if (cell.Heading == log.Heading)
                return;
            log.Heading = cell.Heading;
        }

        Line(document, $"  {cell.Heading}");
    }

    /// <inheritdoc/>
    public override void CellEnded(NotebookDocument document, CellRun cell) =>
        Line(
            document,
            $"    [{cell.Number}/{document.CodeCells.Count()}] {Words.Seconds(cell.Elapsed)}{(cell.Error is null ? "" : "  FAILED")}"
        );

    /// <inheritdoc/>
    public override void NotebookEnded(NotebookRun run)
    {
        Line(run.Document, $"{run.Document.Name}: {Words.Outcome(run)} in {Words.Seconds(run.Elapsed)}");
        End(run.Document);
    }

    /// <inheritdoc/>
    public override void NotebookFailed(NotebookDocument document) => End(document);

    private void End(NotebookDocument document)
    {
        lock (_gate)
        {
            LogOf(document).HasEnded = true;
            while (_logs is [{ HasEnded: true }, ..])
            {
                _logs.RemoveAt(0);
                if (_logs.Count > 0)
                    _logs[0].Waiting.ForEach(Write);
            }
        }
    }

    private Log LogOf(NotebookDocument document) => _logs.First(log => log.Path == document.Path);

    private void Line(NotebookDocument document, string text)
    {
        lock (_gate)
        {
            Log log = LogOf(document);
            if (log == _logs[0])
                Write(text);
            else
                log.Waiting.Add(text);
        }
    }

    // Not through the layout of the console, which would wrap a log at 80 columns.
    private void Write(string text) => console.Profile.Out.Writer.WriteLine(text);

    private sealed class Log(string path)
    {
        public string Path { get; } = path;

        public string Heading { get; set; } = "";

        public List<string> Waiting { get; } = [];

        public bool HasEnded { get; set; }
    }
}
