using DtlsNotebooks.Runner.Notebooks;
using DtlsNotebooks.Runner.Results;
using Spectre.Console;

namespace DtlsNotebooks.Runner.Reporting;

/// <summary>Shows how a run goes on.</summary>
internal abstract class RunReport
{
    /// <summary>Moving bars on a terminal, plain lines elsewhere.</summary>
    /// <param name="console">Where to show it.</param>
    public static RunReport Create(IAnsiConsole console) =>
        console.Profile.Capabilities.Interactive && console.Profile.Out.IsTerminal
            ? new LiveReport(console)
            : new LineReport(console);

    /// <summary>Shows the progress of some work.</summary>
    /// <param name="paths">The notebooks that will be run.</param>
    /// <param name="work">The work, which calls the other methods.</param>
    public abstract Task ShowAsync(IReadOnlyList<string> paths, Func<Task> work);

    /// <summary>A notebook begins.</summary>
    public abstract void NotebookStarted(NotebookDocument document);

    /// <summary>A cell begins.</summary>
    public abstract void CellStarted(NotebookDocument document, NotebookCell cell);

    /// <summary>A cell has ended.</summary>
    public abstract void CellEnded(NotebookDocument document, CellRun cell);

    /// <summary>The process for a notebook that had begun did not start.</summary>
    public abstract void NotebookFailed(NotebookDocument document);

    /// <summary>A notebook has ended.</summary>
    public abstract void NotebookEnded(NotebookRun run);
}
