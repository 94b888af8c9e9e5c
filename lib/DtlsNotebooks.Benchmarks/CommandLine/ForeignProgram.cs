using System.Diagnostics;
using DtlsNotebooks.Runner.Doctor;

namespace DtlsNotebooks.Benchmarks.CommandLine;

/// <summary>A program of somebody else that the machine may have, run to its end and timed.</summary>
/// <param name="name">What it is called.</param>
/// <param name="path">Its file.</param>
internal sealed class ForeignProgram(string name, string path)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Finds one on the search path.</summary>
    /// <param name="name">What it is called.</param>
    /// <returns>Null where there is none.</returns>
    public static ForeignProgram? Find(string name) =>
        Machine.Current(Repository.Root).FindProgram(name) is string found ? new ForeignProgram(name, found) : null;

    /// <summary>Runs it.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>What it printed, and the time from its start to its end.</returns>
    /// <exception cref="InvalidOperationException">It failed, or did not end in time.</exception>
    public async Task<(string Output, TimeSpan Elapsed)> RunAsync(IEnumerable<string> arguments)
    {
        using var limit = new CancellationTokenSource(Patience);
        long start = Stopwatch.GetTimestamp();
        using Process process =
            Process.Start(
                new ProcessStartInfo(path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true }
            ) ?? throw new InvalidOperationException($"{name} did not start.");
        try
        {
            Task<string> complaints = process.StandardError.ReadToEndAsync(limit.Token);
            string output = await process.StandardOutput.ReadToEndAsync(limit.Token).ConfigureAwait(false);
            string complained = await complaints.ConfigureAwait(false);
            await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
            return process.ExitCode == 0
                ? (output, elapsed)
                : throw new InvalidOperationException($"{name} failed. {complained}");
        }
        catch (OperationCanceledException e)
        {
            throw new InvalidOperationException($"{name} did not end in time.", e);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
