using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using DtlsNotebooks.Runner.Execution;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;

namespace DtlsNotebooks.Runner.Worker;

/// <summary>A chain of C# submissions, compiled as the kernel compiles them.</summary>
internal sealed class CellSession
{
    private readonly CellConsole _console;
    private readonly ScriptOptions _options;
    private ScriptState<object>? _state;

    /// <summary>Opens a session in the current directory.</summary>
    /// <param name="console">Takes what the cells show.</param>
    public CellSession(CellConsole console)
    {
        this._console = console;
        string folder = Directory.GetCurrentDirectory();
        _options = CellCompilation
            .Options.WithMetadataResolver(
                new CellReferenceResolver(ScriptMetadataResolver.Default.WithBaseDirectory(folder))
            )
            .WithSourceResolver(new SourceFileResolver([], folder));
    }

    /// <summary>
    /// Compiles and runs an empty submission: the compiler is loaded before the first cell, and
    /// variables of a first cell that throws are kept, as in the kernel, which begins in the same way.
    /// </summary>
    public async Task WarmUpAsync() => _state = await CSharpScript.RunAsync("", _options).ConfigureAwait(false);

    /// <summary>Runs a cell.</summary>
    /// <param name="number">Its number among the code cells.</param>
    /// <param name="code">Its C# code.</param>
    public async Task<WorkerReply.Ended> RunAsync(int number, string code)
    {
        var clock = Stopwatch.StartNew();
        var notes = new List<string>();

        // On a thread of the pool, as in the kernel, and with an execution context of its own.
        CellError? error = await Task.Run(() => RunInContextAsync(number, code, notes)).ConfigureAwait(false);
        if (_console.EndCell() is var late and > 0)
        {
            notes.Add(
                $"{late} characters came from threads of cells that had already ended; a notebook never shows them."
            );
        }

        return new WorkerReply.Ended(error, notes, clock.Elapsed.TotalMilliseconds);
    }

    private async Task<CellError?> RunInContextAsync(int number, string code, List<string> notes)
    {
        _console.BeginCell();
        ScriptOptions cell = _options.WithFilePath(CellStackTrace.FileName(number));
        Script<object> script = _state!.Script.ContinueWith<object>(code, cell);
        ImmutableArray<Diagnostic> diagnostics = script.Compile();
        notes.AddRange(
            diagnostics.Where(d => d.Severity == DiagnosticSeverity.Warning).Select(CompilationReport.Describe)
        );
        if (diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error))
        {
            return CompilationReport.ToError(diagnostics);
        }

        _state = await script.RunFromAsync(_state, _ => true).ConfigureAwait(false);
        if (_state.Exception is { } exception)
        {
            return CellStackTrace.ToError(exception, number);
        }

        if (HasReturnValue(script))
        {
            _console.ShowResult(_state.ReturnValue);
        }

        return null;
    }

    /// <summary>Whether a submission ends in an expression; the kernel asks the same member.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    private static extern bool HasReturnValue(Script script);
}
