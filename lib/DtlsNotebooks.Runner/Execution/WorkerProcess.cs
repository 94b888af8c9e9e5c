using System.Diagnostics;
using System.Globalization;
using System.IO.Pipes;
using System.Text;
using DtlsNotebooks.Runner.Worker;

namespace DtlsNotebooks.Runner.Execution;

/// <summary>The process that runs the cells of one notebook: this program again, started as a worker.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan WatchEvery = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(3);

    // Set by "dotnet run" and "dotnet test" for themselves; a cell that calls "dotnet build" must not inherit them.
    private static readonly string[] BuildVariables =
    [
        "MSBuildSDKsPath",
        "MSBuildExtensionsPath",
        "MSBUILD_EXE_PATH",
        "MSBuildLoadMicrosoftTargetsReadOnly",
        "DOTNET_LAUNCH_PROFILE",
    ];

    private readonly Process _process;
    private readonly NamedPipeServerStream _pipe;
    private readonly RawText _standardOutput;
    private readonly RawText _standardError;
    private readonly CancellationTokenSource _ending = new();
    private bool _disposed;

    private WorkerProcess(Process process, NamedPipeServerStream pipe)
    {
        this._process = process;
        this._pipe = pipe;
        _standardOutput = new RawText(process.StandardOutput);
        _standardError = new RawText(process.StandardError);
    }

    /// <summary>Why the worker was ended for the memory that it took; null where it was not.</summary>
    public string? TookTooMuch { get; private set; }

    /// <summary>The messages to and from the worker; set once it has connected.</summary>
    public MessageChannel Channel { get; private set; } = null!;

    /// <summary>Starts a worker and waits until it can take a cell.</summary>
    /// <param name="folder">The worker's current directory: the notebook's folder.</param>
    /// <param name="options">What it may take, and which port its lessons ask for.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="InvalidOperationException">The worker did not start.</exception>
    public static async Task<WorkerProcess> StartAsync(
        string folder,
        RunOptions options,
        CancellationToken cancellation
    )
    {
        // Short, because a pipe is a socket file on Unix and its path may not be long.
        string name = "nb" + Guid.NewGuid().ToString("N")[..12];
        var pipe = new NamedPipeServerStream(
            name,
            PipeDirection.InOut,
            1,
            PipeTransmissionMode.Byte,
            PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly
        );
        var worker = new WorkerProcess(Start(name, folder, options), pipe);
        try
        {
            await worker.ConnectAsync(cancellation).ConfigureAwait(false);
            if (options.Bounds is { } bounds)
                _ = worker.WatchAsync(bounds.Memory);
            return worker;
        }
        catch
        {
            await worker.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Ends the worker at once, and everything it started.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception e)
            when (e is InvalidOperationException or System.ComponentModel.Win32Exception or AggregateException)
        {
            // It has ended by itself, or a process that it started has or may not be touched.
        }
    }

    /// <summary>Waits, for a bounded time, until the process has ended and its last words have arrived.</summary>
    /// <returns>The exit code, or null when the process is still there.</returns>
    public async Task<int?> WaitForEndAsync()
    {
        using var limit = new CancellationTokenSource(EndLimit);
        try
        {
            await _process.WaitForExitAsync(limit.Token).ConfigureAwait(false);

            // Whatever the worker started may keep the streams open, so this wait is bounded too.
            await Task.WhenAny(
                    Task.WhenAll(_standardOutput.Finished, _standardError.Finished),
                    Task.Delay(2000, limit.Token)
                )
                .ConfigureAwait(false);
            return _process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>What was written past the console of the cell to the process's own standard output.</summary>
    public string TakeRawOutput() => _standardOutput.Take();

    /// <summary>What was written past the console of the cell to the process's own standard error.</summary>
    public string TakeRawError() => _standardError.Take();

    /// <summary>Tells the worker to end, and ends it if it does not.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        await _ending.CancelAsync().ConfigureAwait(false);
        Channel?.Dispose();
        await _pipe.DisposeAsync().ConfigureAwait(false);
        if (await WaitForEndAsync().ConfigureAwait(false) is null)
        {
            Kill();
        }

        _process.Dispose();
        _ending.Dispose();
    }

    /// <summary>Ends the worker when it and what it started take more than they may.</summary>
    private async Task WatchAsync(long most)
    {
        try
        {
            int id = _process.Id;
            while (true)
            {
                await Task.Delay(WatchEvery, _ending.Token).ConfigureAwait(false);
                long taken = ProcessTree.MemoryOf(id);
                if (taken > most)
                {
                    TookTooMuch =
                        $"The notebook took {taken >> 20} MB of memory and may have {most >> 20}, so it was stopped.";
                    Kill();
                    return;
                }
            }
        }
        catch (Exception e)
            when (e is OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // It has ended.
        }
    }

    private static Process Start(string pipeName, string folder, RunOptions options)
    {
        WorkerBounds? bounds = options.Bounds;
        string[] command =
        [
            .. bounds?.Wrapper ?? [],
            DotNetHost.File,
            typeof(WorkerProcess).Assembly.Location,
            WorkerHost.Command,
            pipeName,
        ];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        foreach (string variable in BuildVariables)
        {
            start.Environment.Remove(variable);
        }

        start.Environment[KernelSettings.MapsCodeOnce.Name] = KernelSettings.MapsCodeOnce.Value;
        if (bounds is not null)
        {
            start.Environment["DOTNET_GCHeapHardLimit"] = bounds.Heap.ToString("X", CultureInfo.InvariantCulture);
        }

        if (options.Port is { } port)
        {
            start.Environment[LessonPorts.Variable] = port.ToString(CultureInfo.InvariantCulture);
        }

        Process process =
            Process.Start(start) ?? throw new InvalidOperationException($"{DotNetHost.File} could not be started.");
        process.StandardInput.Close();
        return process;
    }

    private async Task ConnectAsync(CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(StartLimit);
        Task died = _process.WaitForExitAsync(limit.Token);
        Task connected = _pipe.WaitForConnectionAsync(limit.Token);
        if (await Task.WhenAny(connected, died).ConfigureAwait(false) == connected && connected.IsCompletedSuccessfully)
        {
            Channel = new MessageChannel(_pipe);
            if (await Channel.ReceiveAsync<WorkerReply>(limit.Token).ConfigureAwait(false) is WorkerReply.Ready)
            {
                return;
            }
        }

        cancellation.ThrowIfCancellationRequested();
        Kill();
        await WaitForEndAsync().ConfigureAwait(false);
        throw new InvalidOperationException(
            "The process for the notebook did not start. It said: " + TakeRawError().Trim()
        );
    }
}
