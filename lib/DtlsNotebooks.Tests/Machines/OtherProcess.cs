using System.Diagnostics;

namespace DtlsNotebooks.Tests.Machines;

/// <summary>Runs a command in a process of its own, five minutes at most.</summary>
internal static class OtherProcess
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(5);

    /// <summary>What the command ended with, and all that it wrote.</summary>
    internal static async Task<(int ExitCode, string Said)> RunAsync(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        bound.CancelAfter(Bound);
        using Process process = Process.Start(start)!;
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(bound.Token);
            Task<string> error = process.StandardError.ReadToEndAsync(bound.Token);
            await process.WaitForExitAsync(bound.Token);
            return (process.ExitCode, await output + await error);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
