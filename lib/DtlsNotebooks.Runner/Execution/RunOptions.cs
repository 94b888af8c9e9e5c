using DtlsNotebooks.Runner.Exercises;
using DtlsNotebooks.Runner.Results;

namespace DtlsNotebooks.Runner.Execution;

/// <summary>How notebooks are run.</summary>
internal sealed record RunOptions
{
    /// <summary>The time limit of a cell.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Whether each cell is run two times in a row; the second result is kept.</summary>
    public bool Twice { get; init; }

    /// <summary>How long to wait between two cells, as somebody who reads does.</summary>
    public TimeSpan Pause { get; init; }

    /// <summary>Whether a notebook is checked for what other hosts would not run.</summary>
    public bool Check { get; init; } = true;

    /// <summary>Whether the folded solutions of the exercises are run in place of their blank cells.</summary>
    public bool Solve { get; init; }

    /// <summary>What is typed where the notebook asks for a prediction.</summary>
    public TypedPredictions Predictions { get; init; }

    /// <summary>
    /// Whether the run goes on behind a cell that failed, as "Run All" does. Behind one that hung, or in which the
    /// process died, nothing can be run.
    /// </summary>
    public bool GoesOn { get; init; }

    /// <summary>The time limit of all cells together; null for none.</summary>
    public TimeSpan? Whole { get; init; }

    /// <summary>What the process of the notebook may take, and whether it is kept from the network; null for all.</summary>
    public WorkerBounds? Bounds { get; init; }

    /// <summary>
    /// The places of notebooks that run side by side, one for each step; null where nothing runs beside this one.
    /// </summary>
    public QuietPlaces? Places { get; init; }

    /// <summary>The UDP port that the lessons' servers ask for first; null for the tutorial's own.</summary>
    public int? Port { get; init; }

    /// <summary>Told when a cell starts.</summary>
    public Action<Notebooks.NotebookCell>? CellStarted { get; init; }

    /// <summary>Told when a cell has ended.</summary>
    public Action<CellRun>? CellEnded { get; init; }
}
