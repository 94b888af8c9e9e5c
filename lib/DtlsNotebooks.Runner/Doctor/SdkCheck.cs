using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DtlsNotebooks.Runner.Doctor;

/// <summary>Whether an SDK that <c>global.json</c> accepts is installed.</summary>
internal static class SdkCheck
{
    private const string Subject = ".NET SDK";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Asks <c>dotnet</c> itself, in the repository's folder, where it obeys <c>global.json</c>.</summary>
    public static async Task<Finding> LookAsync(Machine machine)
    {
        string? wanted = Wanted(machine.Repository);
        string? chosen = await VersionAsync(machine).ConfigureAwait(false);
        return chosen is null
            ? Finding.ToDo(
                Subject,
                $"No SDK that global.json accepts was found (it asks for {wanted ?? "any"} or a later feature band). Install it from https://dot.net/download."
            )
            : Finding.Fine(
                Subject,
                wanted is null
                    ? $"{chosen}; there is no global.json to compare it with."
                    : $"{chosen} is in use; global.json asks for {wanted} or a later feature band."
            );
    }

    private static string? Wanted(string repository)
    {
        try
        {
            return JsonNode
                .Parse(File.ReadAllText(Path.Combine(repository, "global.json")))
                ?["sdk"]?["version"]?.ToString();
        }
        catch (Exception e) when (e is IOException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static async Task<string?> VersionAsync(Machine machine)
    {
        var start = new ProcessStartInfo(machine.DotNet, "--version")
        {
            WorkingDirectory = machine.Repository,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            using Process process = Process.Start(start)!;
            try
            {
                Task<string> error = process.StandardError.ReadToEndAsync(limit.Token);
                string output = await process.StandardOutput.ReadToEndAsync(limit.Token).ConfigureAwait(false);
                await error.ConfigureAwait(false);
                await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
                return process.ExitCode == 0 ? output.Trim() : null;
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                return null;
            }
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
