using System.ComponentModel;
using System.Diagnostics;

namespace DtlsNotebooks.Runner.Grading;

/// <summary>
/// What keeps the process of a notebook from the network, where the system lets a user do that: a network of its own on
/// Linux, with the loopback address and nothing else, and, where that is allowed too, a list of processes of its own, so
/// that nothing outlives it.
/// </summary>
/// <param name="Wrapper">The program that starts the process, with its arguments; empty for none.</param>
/// <param name="Words">What it does, as a sentence.</param>
internal sealed record Isolation(IReadOnlyList<string> Wrapper, string Words)
{
    private const string Start = "ip link set lo up && exec \"$@\"";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>The strongest that works here.</summary>
    public static async Task<Isolation> FindAsync()
    {
        if (!OperatingSystem.IsLinux())
            return None("This system has no simple way to keep a process from the network.");
        string[] network = ["unshare", "--map-root-user", "--net"];
        string[] all = [.. network, "--pid", "--fork", "--kill-child", "--mount-proc"];
        foreach (string[] way in new[] { all, network })
        {
            string[] wrapper = [.. way, "sh", "-c", Start, "sh"];
            if (await WorksAsync(wrapper).ConfigureAwait(false))
            {
                return new Isolation(
                    wrapper,
                    "Each notebook runs in a network of its own, which has the loopback address and nothing else."
                );
            }
        }

        return None("This system does not let you keep a process from the network (unshare --net).");
    }

    private static Isolation None(string why) => new([], $"{why} The notebooks can reach it.");

    private static async Task<bool> WorksAsync(string[] wrapper)
    {
        var start = new ProcessStartInfo(wrapper[0], [.. wrapper[1..], "true"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            using Process process = Process.Start(start)!;
            try
            {
                await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
                return process.ExitCode == 0;
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                return false;
            }
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
