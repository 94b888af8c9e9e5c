using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace DtlsNotebooks.Lessons;

/// <summary>
/// A small C# program that ran in a process of its own, for what a notebook's own process would not survive, such as
/// an exception that leaves a thread.
/// </summary>
/// <param name="ExitCode">What the process ended with: 0 where all went well.</param>
/// <param name="Output">What it wrote to its output, without white space at both ends.</param>
/// <param name="Error">What it wrote to its error output, without white space at both ends.</param>
/// <example><code>ChildProgram child = ChildProgram.Run("Console.Write(6 * 7);");   // child.Output is "42"</code></example>
public sealed record ChildProgram(int ExitCode, string Output, string Error)
{
    private const string FileName = "program.cs";
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly TimeSpan BuildLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan UsualLimit = TimeSpan.FromSeconds(20);
    private static readonly ConcurrentDictionary<string, Lazy<string>> Built = new(StringComparer.Ordinal);

    /// <summary>The process did not end by itself with 0: an exception left one of its threads, or it said so.</summary>
    public bool Crashed => ExitCode != 0;

    /// <summary>Builds a program, starts it, and waits until it has ended. The same program is built once.</summary>
    /// <param name="code">The program, as it would stand in a file: statements first, then methods and types.</param>
    /// <param name="limit">The longest that it may run, the build not counted; 20 seconds where nothing is given.</param>
    /// <exception cref="InvalidOperationException">
    /// It does not build, or the .NET SDK is missing; the message has what the build said.
    /// </exception>
    /// <exception cref="TimeoutException">It did not end in time, and was ended.</exception>
    public static ChildProgram Run(string code, TimeSpan? limit = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(code);
        TimeSpan bound = limit ?? UsualLimit;
        if (bound <= TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(
                nameof(limit),
                limit,
                "The limit is a time to wait: give more than 0."
            );
        }

        string program = Compile(code);
        return Start([program], Path.GetDirectoryName(program)!, bound)
            ?? throw new TimeoutException(
                FormattableString.Invariant(
                    $"The program did not end within {bound.TotalSeconds:0.#} s, and was ended."
                )
            );
    }

    /// <summary>The compiled program's path. The same program is built once.</summary>
    /// <param name="code">The program.</param>
    /// <exception cref="InvalidOperationException">It does not build.</exception>
    internal static string Compile(string code) =>
        Built.GetOrAdd(code, text => new Lazy<string>(() => Build(text))).Value;

    // The compiler alone, and not the whole build of a project: that takes a tenth of the time, and no network.
    private static string Build(string code)
    {
        string folder = Directory.CreateTempSubdirectory("dtls-lesson-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Delete(folder);
        File.WriteAllText(Path.Combine(folder, FileName), code);
        File.WriteAllText(Path.Combine(folder, "usings.cs"), Usings);
        string program = Path.Combine(folder, "program.dll");
        File.WriteAllText(Path.ChangeExtension(program, ".runtimeconfig.json"), RuntimeConfig);
        string[] arguments =
        [
            Compiler(folder),
            "-nologo",
            "-langversion:latest",
            "-target:exe",
            $"-out:{program}",
            .. Framework().Select(file => $"-reference:{file}"),
            FileName,
            "usings.cs",
        ];
        ChildProgram build =
            Start(arguments, folder, BuildLimit)
            ?? throw new InvalidOperationException("The C# compiler does not end: restart the kernel and try again.");
        return build.ExitCode == 0
            ? program
            : throw new InvalidOperationException(
                $"The program does not build. The compiler says:\n{build.Output}{build.Error}"
            );
    }

    private static string RuntimeConfig =>
        "{\"runtimeOptions\": {\"framework\": {\"name\": \"Microsoft.NETCore.App\", \"version\": \""
        + Environment.Version
        + "\"}}}";

    private static IEnumerable<string> Framework() =>
        Directory
            .EnumerateFiles(RuntimeEnvironment.GetRuntimeDirectory(), "*.dll")
            .Where(file => Path.GetFileName(file).StartsWith("System.", StringComparison.Ordinal))
            .Where(file => !file.EndsWith(".Native.dll", StringComparison.Ordinal));

    // Lines such as "10.0.100 [C:\Program Files\dotnet\sdk]", the newest one last.
    private static string Compiler(string folder)
    {
        ChildProgram? told = Start(["--list-sdks"], folder, BuildLimit);
        string newest = told?.Output.Split('\n')[^1].Trim() ?? "";
        int bracket = newest.IndexOf('[', StringComparison.Ordinal);
        string path =
            bracket < 1
                ? ""
                : Path.Combine(newest[(bracket + 1)..^1], newest[..bracket].Trim(), "Roslyn", "bincore", "csc.dll");
        return File.Exists(path)
            ? path
            : throw new InvalidOperationException("The .NET SDK is missing: install .NET 10 from https://dot.net.");
    }

    private static ChildProgram? Start(string[] arguments, string folder, TimeSpan limit)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(limit))
        {
            process.Kill(entireProcessTree: true);
            return null;
        }

        process.WaitForExit();
        return new ChildProgram(process.ExitCode, output.Result.Trim(), error.Result.Trim());
    }

    private static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The system's own tidying finds it.
        }
    }
}
