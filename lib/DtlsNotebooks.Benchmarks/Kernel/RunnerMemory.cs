using System.Diagnostics;
using DtlsNotebooks.Runner.Execution;

namespace DtlsNotebooks.Benchmarks.Kernel;

/// <summary>What the runner held at most while it ran one chapter, in bytes.</summary>
/// <param name="Runner">The runner's own process.</param>
/// <param name="Worker">The worker that runs the cells, and what they start; null where it cannot be seen.</param>
/// <param name="Together">All of them at one moment; null where it cannot be seen.</param>
internal sealed record RunnerMemory(long Runner, long? Worker, long? Together)
{
    /// <summary>So often it is looked at.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>Runs a chapter through the runner's own command line and looks at its processes meanwhile.</summary>
    /// <param name="root">The repository.</param>
    /// <param name="chapter">The notebook's file.</param>
    /// <param name="output">The folder for what the runner writes.</param>
    /// <returns>Null where the chapter did not run to its end within ten minutes.</returns>
    public static async Task<RunnerMemory?> MeasureAsync(string root, string chapter, string output)
    {
        string program = typeof(NotebookRunner).Assembly.Location;
        var start = new ProcessStartInfo(DotNetHost.File, [program, chapter, "--output", output])
        {
            WorkingDirectory = root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        // What it says is read, so that it never waits, and let go of. Nothing waits for the end of it: a program that a
        // cell has left behind may hold the streams open.
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        RunnerMemory most = await WatchAsync(process).ConfigureAwait(false);
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            return null;
        }

        return process.ExitCode == 0 ? most : null;
    }

    private static async Task<RunnerMemory> WatchAsync(Process process)
    {
        long? least = OperatingSystem.IsLinux() ? 0 : null;
        var most = new RunnerMemory(0, least, least);
        var clock = Stopwatch.StartNew();
        using var pulse = new PeriodicTimer(Interval);
        do
        {
            long together = ProcessTree.MemoryOf(process.Id);
            long runner = ProcessTree.MemoryOfOne(process.Id);
            most = new RunnerMemory(
                Math.Max(most.Runner, runner),
                most.Worker is { } worker ? Math.Max(worker, together - runner) : null,
                most.Together is { } all ? Math.Max(all, together) : null
            );
        } while (
            !process.HasExited && clock.Elapsed < Limit && await pulse.WaitForNextTickAsync().ConfigureAwait(false)
        );

        return most;
    }
}
