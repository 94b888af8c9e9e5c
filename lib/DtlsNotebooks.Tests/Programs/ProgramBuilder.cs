using System.Collections.Concurrent;
using System.Diagnostics;
using DtlsNotebooks.Tests.Notebooks;

namespace DtlsNotebooks.Tests.Programs;

/// <summary>Builds the programs of <c>notebooks/programs</c>, each once in a test run.</summary>
internal static class ProgramBuilder
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Built = new();

    // One at a time: they refer to the same project.
    private static readonly SemaphoreSlim Turn = new(1, 1);

    /// <summary>Builds a program.</summary>
    /// <param name="name">Its file name without ".cs".</param>
    /// <returns>The path of its DLL.</returns>
    public static Task<string> BuildAsync(string name) =>
        Built.GetOrAdd(name, static name => new Lazy<Task<string>>(() => BuildOnceAsync(name))).Value;

    private static async Task<string> BuildOnceAsync(string name)
    {
        string source = Path.Combine(Repository.Notebooks, "programs", name + ".cs");
        Assert.True(File.Exists(source), $"{source} does not exist.");
        await Turn.WaitAsync();
        try
        {
            await DotnetAsync("build", source, "--nologo", "--verbosity", "quiet");
            string path = (await DotnetAsync("build", source, "--nologo", "-getProperty:TargetPath")).Trim();
            Assert.True(File.Exists(path), $"The build of {name} left no {path}.");
            return path;
        }
        finally
        {
            Turn.Release();
        }
    }

    private static async Task<string> DotnetAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var limit = new CancellationTokenSource(Limit);
        using Process process = Process.Start(start)!;
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token);
            Task<string> error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            Assert.True(process.ExitCode == 0, await output + await error);
            return await output;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
