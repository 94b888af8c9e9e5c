using System.Diagnostics;
using System.Globalization;
using DtlsNotebooks.Benchmarks.CommandLine;
using DtlsNotebooks.Runner.Doctor;

namespace DtlsNotebooks.Benchmarks.Captures;

/// <summary>The tshark that the machine has.</summary>
/// <param name="path">Its program file.</param>
internal sealed class TsharkProgram(string path)
{
    /// <summary>Says why there are no figures of it, where there is none.</summary>
    public const string Missing =
        "tshark was skipped: it was not found on the search path (Debian: apt-get install tshark).";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Finds it on the search path.</summary>
    /// <returns>Null where there is none.</returns>
    public static TsharkProgram? Find() =>
        Machine.Current(Repository.Root).FindProgram("tshark") is string found ? new TsharkProgram(found) : null;

    /// <summary>Lets it read a capture, without looking up any name, and takes what it prints.</summary>
    /// <param name="file">The capture.</param>
    /// <param name="port">The server's port, which carries DTLS.</param>
    /// <exception cref="InvalidOperationException">It failed, or did not end in time.</exception>
    public async Task<TsharkRun> ReadAsync(string file, int port)
    {
        string[] arguments =
        [
            "-n",
            "-r",
            file,
            "-d",
            string.Create(CultureInfo.InvariantCulture, $"udp.port=={port},dtls"),
            "-T",
            "fields",
            .. TsharkRun.Fields.SelectMany(field => (string[])["-e", field]),
        ];
        using var limit = new CancellationTokenSource(Patience);
        long start = Stopwatch.GetTimestamp();
        using Process process =
            Process.Start(
                new ProcessStartInfo(path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true }
            ) ?? throw new InvalidOperationException("tshark did not start.");
        try
        {
            Task<string> complaints = process.StandardError.ReadToEndAsync(limit.Token);
            string output = await process.StandardOutput.ReadToEndAsync(limit.Token).ConfigureAwait(false);
            string complained = await complaints.ConfigureAwait(false);
            await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
            return process.ExitCode == 0
                ? TsharkRun.Of(output, elapsed)
                : throw new InvalidOperationException($"tshark failed. {complained}");
        }
        catch (OperationCanceledException e)
        {
            throw new InvalidOperationException("tshark did not end in time.", e);
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
