using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace DtlsNotebooks.Lessons;

/// <summary>
/// A program of one file in a process of its own, for lessons about what ends a process: what it prints can be read
/// line by line, and <see cref="Interrupt"/> does to it what Ctrl+C does in a terminal.
/// </summary>
/// <remarks>It is compiled once for each process that starts it, which takes some seconds.</remarks>
/// <example><code>
/// using var child = RunningProgram.Start("programs/interrupt.cs", "bell");
/// child.ReadLine();                    // "ready"
/// child.Interrupt();
/// int code = child.WaitForExit();
/// </code></example>
public sealed class RunningProgram : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;

    private RunningProgram(Process process) => _process = process;

    /// <summary>Compiles the program where that has not happened yet, and starts it.</summary>
    /// <param name="file">The program's one file.</param>
    /// <param name="arguments">What its command line says after "--".</param>
    /// <exception cref="InvalidOperationException">
    /// It does not compile, or does so for more than two minutes.
    /// </exception>
    public static RunningProgram Start(string file, params ReadOnlySpan<string> arguments)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(file);
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.UTF8,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        start.ArgumentList.Add(ChildProgram.Compile(SourceOf(file)));
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        return new RunningProgram(
            Interruption.Hearing(() => Process.Start(start))
                ?? throw new InvalidOperationException($"The program {file} did not start.")
        );
    }

    /// <summary>The next line that it prints.</summary>
    /// <returns>The line; null where it has ended or printed nothing for 30 seconds.</returns>
    public string? ReadLine()
    {
        Task<string?> line = _process.StandardOutput.ReadLineAsync();
        return line.Wait(Patience) ? line.Result : null;
    }

    /// <summary>Does what Ctrl+C does: SIGINT on Linux and macOS, CTRL_C_EVENT on Windows.</summary>
    /// <exception cref="Win32Exception">The system does not allow it.</exception>
    public void Interrupt() => Interruption.Send(_process.Id);

    /// <summary>Waits until it has ended; after 30 seconds it is killed.</summary>
    /// <returns>Its exit code: 0 for a good end, and 128 + 2 where SIGINT ended it on Linux and macOS.</returns>
    public int WaitForExit()
    {
        if (!_process.WaitForExit(Patience))
        {
            _process.Kill();
            _process.WaitForExit();
        }

        return _process.ExitCode;
    }

    /// <summary>Ends it where it still runs.</summary>
    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    // What begins with "#:" is for dotnet run, which looks after packages; these programs have none.
    private static string SourceOf(string file) =>
        string.Join(
            '\n',
            File.ReadLines(file)
                .Where(line => !line.StartsWith("#:", StringComparison.Ordinal))
                .Prepend("#nullable enable")
        );
}
