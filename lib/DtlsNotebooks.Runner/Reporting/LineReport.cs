using DtlsNotebooks.Runner.Notebooks;
using DtlsNotebooks.Runner.Results;
using Spectre.Console;

namespace DtlsNotebooks.Runner.Reporting;

/// <summary>One line a cell, for a log.</summary>
/// <param name="console">Where the lines go.</param>
internal sealed class LineReport(IAnsiConsole console) : RunReport
{
    private string _heading = "";

    /// <inheritdoc/>
    public override Task ShowAsync(IReadOnlyList<string> paths, Func<Task> work) => work();

    /// <inheritdoc/>
    public override void NotebookStarted(NotebookDocument document)
    {
        _heading = "";
        Line($"{document.Name}: {document.Title} ({Words.Count(document.CodeCells.Count(), "cell")})");
    }

    /// <inheritdoc/>
    public override void CellStarted(NotebookDocument document, NotebookCell cell)
    {
        if (cell.Heading != _heading)
        {
            _heading = cell.Heading;
            Line($"  {_heading}");
        }
    }

    /// <inheritdoc/>
    public override void CellEnded(NotebookDocument document, CellRun cell) =>
        Line(
            $"    [{cell.Number}/{document.CodeCells.Count()}] {Words.Seconds(cell.Elapsed)}{(cell.Error is null ? "" : "  FAILED")}"
        );

    /// <inheritdoc/>
    public override void NotebookEnded(NotebookRun run) =>
        Line($"{run.Document.Name}: {Words.Outcome(run)} in {Words.Seconds(run.Elapsed)}");

    // Not through the layout of the console, which would wrap a log at 80 columns.
    private void Line(string text) => console.Profile.Out.Writer.WriteLine(text);
}
