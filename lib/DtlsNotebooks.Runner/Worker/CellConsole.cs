using DtlsNotebooks.Runner.Execution;

namespace DtlsNotebooks.Runner.Worker;

/// <summary>
/// Takes what cells write and display, and sends it to the runner in the order in which it came.
/// As in the kernel, output reaches the notebook only while the cell that started its thread is running.
/// </summary>
internal sealed class CellConsole
{
    private readonly MessageChannel _channel;
    private readonly Lock _access = new();

    // Flows into every thread, task and timer that a cell starts.
    private readonly AsyncLocal<int> _startedBy = new();
    private int _running;
    private int _runs;
    private long _lateCharacters;

    /// <summary>Puts itself in the place of the process's console.</summary>
    /// <param name="channel">The way to the runner.</param>
    public CellConsole(MessageChannel channel)
    {
        this._channel = channel;
        Console.SetOut(new CellWriter(text => Show(new StreamOutput(IsError: false, text), text.Length)));
        Console.SetError(new CellWriter(text => Show(new StreamOutput(IsError: true, text), text.Length)));
        Cells.CellDisplay.Shown += data => Show(new DisplayOutput(data, IsResult: false), 1);
    }

    /// <summary>Marks the start of a cell; what is started from here on belongs to it.</summary>
    public void BeginCell()
    {
        lock (_access)
        {
            _running = ++_runs;
            _startedBy.Value = _running;
        }
    }

    /// <summary>Shows the value of a cell's last expression.</summary>
    /// <param name="value">The value; null too is shown.</param>
    public void ShowResult(object? value)
    {
        if (Cells.CellDisplay.Format(value) is { Count: > 0 } data)
        {
            Show(new DisplayOutput(data, IsResult: true), 1);
        }
    }

    /// <summary>Marks the end of a cell.</summary>
    /// <returns>
    /// How many characters arrived too late since the last cell ended, from threads of earlier cells.
    /// </returns>
    public long EndCell()
    {
        lock (_access)
        {
            _running = 0;
            long late = _lateCharacters;
            _lateCharacters = 0;
            return late;
        }
    }

    private void Show(CellOutput output, int length)
    {
        if (length == 0)
        {
            return;
        }

        lock (_access)
        {
            // A thread started without a context (0) belongs to whichever cell is running.
            if (_running == 0 || (_startedBy.Value != 0 && _startedBy.Value != _running))
            {
                _lateCharacters += length;
                return;
            }

            try
            {
                _channel.Send<WorkerReply>(new WorkerReply.Shown(output));
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                // The runner is gone, and this process will be soon.
            }
        }
    }
}
