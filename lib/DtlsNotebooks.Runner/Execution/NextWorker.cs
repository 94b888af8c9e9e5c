namespace DtlsNotebooks.Runner.Execution;

/// <summary>
/// The worker of the next notebook, which warms up on another processor while the cells before the first experiment of
/// this one run. After that it waits, and disturbs no measurement.
/// </summary>
internal sealed class NextWorker : IAsyncDisposable
{
    private Task<WorkerProcess>? _starting;
    private string _folder = "";

    /// <summary>Starts a worker, where there is a processor for it and none is there yet.</summary>
    /// <param name="folder">The folder of the next notebook.</param>
    /// <param name="bounds">What it may use; null for no bound.</param>
    /// <param name="cancellation">Gives up.</param>
    public void Prepare(string folder, WorkerBounds? bounds, CancellationToken cancellation)
    {
        if (Environment.ProcessorCount == 1 || _starting is not null)
            return;
        _folder = folder;
        _starting = WorkerProcess.StartAsync(folder, cancellation, bounds);
    }

    /// <summary>Gives the worker that was prepared for a folder, or starts one.</summary>
    /// <param name="folder">The folder of the notebook.</param>
    /// <param name="bounds">What it may use; null for no bound.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The worker, which belongs to the caller; the task fails where it did not start.</returns>
    public async Task<WorkerProcess> TakeAsync(string folder, WorkerBounds? bounds, CancellationToken cancellation)
    {
        if (_starting is not null && _folder != folder)
            await DisposeAsync().ConfigureAwait(false);
        Task<WorkerProcess> taken = _starting ?? WorkerProcess.StartAsync(folder, cancellation, bounds);
        _starting = null;
        return await taken.ConfigureAwait(false);
    }

    /// <summary>Ends the worker that nobody took.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_starting is not { } starting)
            return;
        _starting = null;
        try
        {
            WorkerProcess worker = await starting.ConfigureAwait(false);
            await worker.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is InvalidOperationException or OperationCanceledException)
        {
            // It never started, and nobody needs it any more.
        }
    }
}
