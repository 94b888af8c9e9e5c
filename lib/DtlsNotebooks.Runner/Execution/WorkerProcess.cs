using System.Diagnostics;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using System.Text;
using DtlsNotebooks.Runner.Worker;

namespace DtlsNotebooks.Runner.Execution;

/// <summary>The process that runs the cells of one notebook: this program again, started as a worker.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(3);
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
    private bool _disposed;

    private WorkerProcess(Process process, NamedPipeServerStream pipe)
    {
        this._process = process;
        this._pipe = pipe;
        _standardOutput = new RawText(process.StandardOutput);
        _standardError = new RawText(process.StandardError);
    }

    /// <summary>The messages to and from the worker; set once it has connected.</summary>
    public MessageChannel Channel { get; private set; } = null!;

    /// <summary>Starts a worker and waits until it can take a cell.</summary>
    /// <param name="folder">The worker's current directory: the notebook's folder.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="InvalidOperationException">The worker did not start.</exception>
    public static async Task<WorkerProcess> StartAsync(string folder, CancellationToken cancellation)
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
        var worker = new WorkerProcess(Start(name, folder), pipe);
        try
        {
            await worker.ConnectAsync(cancellation).ConfigureAwait(false);
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
        Channel?.Dispose();
        await _pipe.DisposeAsync().ConfigureAwait(false);
        if (await WaitForEndAsync().ConfigureAwait(false) is null)
        {
            Kill();
        }

        _process.Dispose();
    }

    private static Process Start(string pipeName, string folder)
    {
        string dotnet = Path.GetFullPath(
            Path.Combine(
                RuntimeEnvironment.GetRuntimeDirectory(),
                "..",
                "..",
                "..",
                OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"
            )
        );
        var start = new ProcessStartInfo(dotnet)
        {
            ArgumentList = { typeof(WorkerProcess).Assembly.Location, WorkerHost.Command, pipeName },
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

        Process process =
            Process.Start(start) ?? throw new InvalidOperationException($"{dotnet} could not be started.");
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
