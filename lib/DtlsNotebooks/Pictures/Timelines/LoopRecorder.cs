using System.Diagnostics;

namespace DtlsNotebooks.Pictures.Timelines;

/// <summary>
/// Writes down what the thread of a select loop does, for a <see cref="SelectLoopDiagram"/>: one call a step, each of
/// which ends
/// the step before. The loop's one thread calls it; another may ask for the picture meanwhile.
/// </summary>
/// <example><code>
/// loop.Enter(LoopActivity.Blocked);                    // before Socket.Select
/// loop.Enter(LoopActivity.Reading, "client 3");
/// if (status == DtlsStatus.WantRead) loop.Enter(LoopActivity.WantRead, "client 3");
/// </code></example>
public sealed class LoopRecorder
{
    private const int MostSteps = 100_000;

    private readonly Lock _gate = new();
    private readonly List<LoopStep> _steps = [];
    private long _origin = Stopwatch.GetTimestamp();
    private LoopStep? _open;

    /// <summary>Steps that were not written down because the recorder was full.</summary>
    public int NotRecorded { get; private set; }

    /// <summary>The thread goes on to something, which ends what it did before.</summary>
    /// <param name="activity">What it does from now on.</param>
    /// <param name="connection">For which connection, such as "client 3"; empty for none.</param>
    /// <param name="text">More about it, for hovering.</param>
    public void Enter(LoopActivity activity, string connection = "", string text = "")
    {
        ArgumentNullException.ThrowIfNull(connection);
        lock (_gate)
        {
            TimeSpan now = Stopwatch.GetElapsedTime(_origin);
            Close(now);
            _open = new LoopStep(activity, now, now, connection) { Text = text };
        }
    }

    /// <summary>What the thread does turns out to be something else, such as a goodbye where it meant to read.</summary>
    /// <param name="activity">What it is.</param>
    public void TurnsOutToBe(LoopActivity activity)
    {
        lock (_gate)
            _open = _open is { } open ? open with { Activity = activity } : null;
    }

    /// <summary>
    /// The thread is done with what it did, and the loop does nothing until the next <see cref="Enter"/>.
    /// </summary>
    public void Leave()
    {
        lock (_gate)
            Close(Stopwatch.GetElapsedTime(_origin));
    }

    /// <summary>Forgets everything: time begins anew.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _steps.Clear();
            (_open, NotRecorded) = (null, 0);
            _origin = Stopwatch.GetTimestamp();
        }
    }

    /// <summary>
    /// The picture of what was written down so far. Times count from the first step; a step that still lasts ends now.
    /// </summary>
    /// <param name="title">What happened, in a few words.</param>
    /// <param name="subtitle">The figures; null for those of the recorder.</param>
    public SelectLoopDiagram ToDiagram(string title, string? subtitle = null)
    {
        ArgumentNullException.ThrowIfNull(title);
        List<LoopStep> steps = Steps();
        var diagram = new SelectLoopDiagram(title, steps);
        return diagram with { Subtitle = subtitle ?? LoopFigures.Of(diagram, NotRecorded) };
    }

    private List<LoopStep> Steps()
    {
        lock (_gate)
        {
            List<LoopStep> steps = [.. _steps];
            if (_open is { } open)
                steps.Add(open with { End = Stopwatch.GetElapsedTime(_origin) });
            TimeSpan start = steps.Count == 0 ? TimeSpan.Zero : steps[0].Start;
            return [.. steps.Select(step => step with { Start = step.Start - start, End = step.End - start })];
        }
    }

    private void Close(TimeSpan now)
    {
        if (_open is { } open)
        {
            if (_steps.Count < MostSteps)
                _steps.Add(open with { End = now });
            else
                NotRecorded++;
        }
        _open = null;
    }
}
