using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using DtlsNotebooks.Runner.Results;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.CSharp;
using Microsoft.DotNet.Interactive.Events;

namespace DtlsNotebooks.Runner.Worker;

/// <summary>
/// The C# kernel of Polyglot Notebooks in the current directory, put together as its own tool does, and asked with its
/// own commands. What it shows goes to the runner as it happens.
/// </summary>
internal sealed class KernelSession : IDisposable
{
    private const string Language = "csharp";

    private readonly MessageChannel _channel;
    private readonly CSharpKernel _csharp;
    private readonly CompositeKernel _kernel;
    private readonly IDisposable _listening;
    private readonly Lock _access = new();
    private CellEvents? _running;

    /// <summary>Opens a kernel.</summary>
    /// <param name="channel">The way to the runner.</param>
    public KernelSession(MessageChannel channel)
    {
        _channel = channel;
        _csharp = new CSharpKernel().UseKernelHelpers().UseWho().UseValueSharing();
        _kernel = new CompositeKernel { _csharp };
        _kernel.DefaultKernelName = Language;
        _listening = _kernel.KernelEvents.Subscribe(Take);
    }

    /// <summary>
    /// Has the kernel run what it puts before the first cell, and a cell that leaves nothing behind: compiler and
    /// formatters are loaded while the notebook is being checked.
    /// </summary>
    public Task WarmUpAsync() => _kernel.SendAsync(new SubmitCode("1", Language));

    /// <summary>Runs a cell.</summary>
    /// <param name="number">Its number among the code cells.</param>
    /// <param name="code">Its C# code.</param>
    public async Task<WorkerReply.Ended> RunAsync(int number, string code)
    {
        var clock = Stopwatch.StartNew();
        NameLines(CellStackTrace.FileName(number));
        var events = new CellEvents(number);
        lock (_access)
        {
            _running = events;
        }

        await _kernel.SendAsync(new SubmitCode(code, Language)).ConfigureAwait(false);
        lock (_access)
        {
            _running = null;
        }

        return new WorkerReply.Ended(events.Error, events.Notes, clock.Elapsed.TotalMilliseconds);
    }

    /// <summary>Ends the kernel.</summary>
    public void Dispose()
    {
        _listening.Dispose();
        _kernel.Dispose();
    }

    /// <summary>
    /// The kernel compiles without debug information, so an exception would not know its line. Its options are no
    /// part of its surface, and it changes them itself with every <c>#r</c>, so they are amended before each cell.
    /// </summary>
    private void NameLines(string file)
    {
        ref ScriptOptions options = ref OptionsOf(_csharp);
        options = options.WithEmitDebugInformation(true).WithFileEncoding(Encoding.UTF8).WithFilePath(file);
    }

    private void Take(KernelEvent happened)
    {
        lock (_access)
        {
            try
            {
                foreach (CellOutput output in _running?.Take(happened) ?? [])
                    _channel.Send<WorkerReply>(new WorkerReply.Shown(output));
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                // The runner is gone, and this process will be soon.
            }
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_scriptOptions")]
    private static extern ref ScriptOptions OptionsOf(CSharpKernel kernel);
}
