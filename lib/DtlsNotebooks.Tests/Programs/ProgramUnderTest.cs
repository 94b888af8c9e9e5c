using System.Diagnostics;
using System.Threading.Channels;
using DtlsNotebooks.Lessons;
using DtlsNotebooks.Tests.Notebooks;

namespace DtlsNotebooks.Tests.Programs;

/// <summary>A program of <c>notebooks/programs</c> as a student runs it: in the repository's folder, in a terminal.</summary>
internal sealed class ProgramUnderTest : IDisposable
{
    /// <summary>Every wait ends after this.</summary>
    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(40);

    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly List<string> _seen = [];
    private bool _disposed;

    private ProgramUnderTest(Process process)
    {
        _process = process;
        _ = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError))
            .ContinueWith(_ => _lines.Writer.Complete(), TaskScheduler.Default);
    }

    /// <summary>The lines read so far, of both streams.</summary>
    public string Output => string.Join('\n', _seen);

    /// <summary>Builds a program if this run has not done so yet, and starts it.</summary>
    /// <param name="name">Its file name without ".cs".</param>
    /// <param name="arguments">What follows "--" on the command line.</param>
    public static async Task<ProgramUnderTest> StartAsync(string name, params string[] arguments)
    {
        string path = await ProgramBuilder.BuildAsync(name);
        var start = new ProcessStartInfo("dotnet", [path, .. arguments])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
            StandardErrorEncoding = System.Text.Encoding.UTF8,
        };
        return new ProgramUnderTest(Interruption.Hearing(() => Process.Start(start))!);
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(string name, params string[] arguments)
    {
        using ProgramUnderTest program = await StartAsync(name, arguments);
        int exitCode = await program.EndAsync();
        return (exitCode, program.Output);
    }

    /// <summary>Types a line.</summary>
    public async Task TypeAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Ends what is typed, as Ctrl+D or Ctrl+Z does.</summary>
    public void EndInput() => _process.StandardInput.Close();

    /// <summary>The next line that holds a word, read from either stream.</summary>
    public async Task<string> LineWithAsync(string word)
    {
        using var bound = new CancellationTokenSource(Bound);
        try
        {
            await foreach (string line in _lines.Reader.ReadAllAsync(bound.Token))
            {
                _seen.Add(line);
                if (line.Contains(word, StringComparison.Ordinal))
                    return line;
            }
        }
        catch (OperationCanceledException)
        {
            // Said below, with what came instead.
        }

        throw new Xunit.Sdk.XunitException($"The program said nothing with “{word}”. It said:\n{Output}");
    }

    /// <summary>Presses Ctrl+C; skips the test where that cannot be done from another process.</summary>
    public void Interrupt()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows sends Ctrl+C to a whole console only.");
        using var kill = Process.Start("kill", ["-INT", $"{_process.Id}"]);
        Assert.True(kill.WaitForExit(Bound));
    }

    /// <summary>Waits for the end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> EndAsync()
    {
        using var bound = new CancellationTokenSource(Bound);
        await foreach (string line in _lines.Reader.ReadAllAsync(bound.Token))
            _seen.Add(line);
        await _process.WaitForExitAsync(bound.Token);
        return _process.ExitCode;
    }

    /// <summary>Kills it where it still runs; a second time does nothing.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, true))
            return;
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit(Bound);
        }

        _process.Dispose();
    }

    private async Task ReadAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
            await _lines.Writer.WriteAsync(line);
    }
}
