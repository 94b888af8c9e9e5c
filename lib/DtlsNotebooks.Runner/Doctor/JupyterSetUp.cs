using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using DtlsNotebooks.Runner.Execution;

namespace DtlsNotebooks.Runner.Doctor;

/// <summary>
/// The notebook kernel under Jupyter. The tool's own installer writes a kernel spec whose kernel shows its variables to
/// every machine on the network; this one's listens on the loopback address alone.
/// </summary>
internal static class JupyterSetUp
{
    private const string Tool = "microsoft.dotnet-interactive";
    private const string LocalOnly = "--http-local-only";
    private const string SpecName = ".net-csharp";
    private const string Again = "Write its spec again with: dotnet run --project lib/DtlsNotebooks.Runner -- jupyter.";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    private static readonly JsonSerializerOptions Form = new()
    {
        WriteIndented = true,
        IndentSize = 1,
        NewLine = "\n",
    };

    /// <summary>
    /// Whether a kernel spec is here that lets the network in, or that an earlier release wrote; says nothing where there
    /// is none.
    /// </summary>
    /// <param name="machine">The machine.</param>
    public static IEnumerable<Finding> Look(Machine machine)
    {
        string spec = Path.Combine(KernelsOf(machine), SpecName, "kernel.json");
        if (!File.Exists(spec))
            return [];
        try
        {
            return [Look(spec, File.ReadAllText(spec))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [Finding.Optional("Jupyter kernel", $"Its spec cannot be read: {e.Message}")];
        }
    }

    /// <summary>Restores the tool, writes the kernel spec, and says what else is missing.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="kernels">The folder for the spec; null for the user's own.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="OperationCanceledException">It was stopped from outside.</exception>
    public static async Task<IReadOnlyList<Finding>> InstallAsync(
        Machine machine,
        string? kernels,
        CancellationToken cancellation
    )
    {
        var findings = new List<Finding>();
        (bool restored, string says) = await RunAsync(machine, cancellation, "tool", "restore").ConfigureAwait(false);
        if (!restored)
        {
            findings.Add(
                Finding.ToDo(
                    "Notebook tool",
                    $"It cannot be restored: {says} It needs the network once; try again where there is one."
                )
            );
        }
        else if (await FindToolAsync(machine, cancellation).ConfigureAwait(false) is not { } tool)
        {
            findings.Add(
                Finding.ToDo("Notebook tool", "It was restored, but its program is not in NuGet's folder. Try again.")
            );
        }
        else
        {
            findings.Add(Finding.Fine("Notebook tool", tool));
            findings.Add(Write(tool, kernels ?? KernelsOf(machine)));
        }

        findings.Add(
            machine.FindProgram("jupyter") is { } jupyter
                ? Finding.Fine("Jupyter", $"{jupyter}. Start it in this folder: jupyter lab, or jupyter notebook.")
                : Finding.Optional(
                    "Jupyter",
                    "It was not found. Install it with: python3 -m pip install jupyterlab. VS Code's Jupyter extension "
                        + "needs it too."
                )
        );
        findings.Add(
            LibraryCheck.Look(machine) is { Level: Level.Fine } fine
                ? fine
                : Finding.Optional("Library", "The first cell of a notebook builds it. That takes about a minute.")
        );
        return findings;
    }

    private static Finding Look(string file, string spec)
    {
        if (!spec.Contains(LocalOnly, StringComparison.Ordinal))
        {
            return Finding.ToDo(
                "Jupyter kernel",
                $"It shows its variables to every machine on the network, without a password. {Again} The file: {file}"
            );
        }

        // What somebody has set to another value was meant.
        return KernelSettings.All.All(each => spec.Contains(each.Name, StringComparison.Ordinal))
            ? Finding.Fine("Jupyter kernel", "It listens on this machine alone.")
            : Finding.Optional(
                "Jupyter kernel",
                "It listens on this machine alone. Its spec is of an earlier release: with today's it starts sooner and "
                    + $"needs less memory. {Again}"
            );
    }

    private static string KernelsOf(Machine machine) => Path.Combine(machine.JupyterData, "kernels");

    private static Finding Write(string tool, string kernels)
    {
        string folder = Path.Combine(kernels, SpecName);
        string file = Path.Combine(folder, "kernel.json");
        var spec = new JsonObject
        {
            // By its full path, so that it starts wherever the notebook lies, and without the SDK beside it.
            ["argv"] = new JsonArray(
                DotNetHost.File,
                tool,
                "jupyter",
                "--default-kernel",
                "csharp",
                "{connection_file}",
                "--http-port-range",
                "2048-3000",
                LocalOnly
            ),
            ["display_name"] = ".NET (C#)",
            ["language"] = "C#",
            ["env"] = new JsonObject([
                new("DOTNET_CLI_TELEMETRY_OPTOUT", "1"),
                .. KernelSettings.All.Select(each => KeyValuePair.Create<string, JsonNode?>(each.Name, each.Value)),
            ]),
        };
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(file, spec.ToJsonString(Form) + "\n");
            return Finding.Fine("Kernel spec", $"{file}. Its kernel listens on this machine alone.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Finding.ToDo("Kernel spec", $"It cannot be written: {e.Message}");
        }
    }

    /// <summary>The tool's program in NuGet's folder, in the version that the manifest pins.</summary>
    private static async Task<string?> FindToolAsync(Machine machine, CancellationToken cancellation)
    {
        try
        {
            string manifest = await File.ReadAllTextAsync(
                    Path.Combine(machine.Repository, ".config", "dotnet-tools.json"),
                    cancellation
                )
                .ConfigureAwait(false);
            string? version = JsonNode.Parse(manifest)?["tools"]?[Tool]?["version"]?.ToString();
            (bool known, string says) = await RunAsync(
                    machine,
                    cancellation,
                    "nuget",
                    "locals",
                    "global-packages",
                    "--list"
                )
                .ConfigureAwait(false);
            int colon = says.IndexOf(':', StringComparison.Ordinal);
            if (!known || version is null || colon < 0)
                return null;
            string package = Path.Combine(says[(colon + 1)..].Trim(), Tool, version, "tools");
            foreach (
                string settings in Directory.EnumerateFiles(
                    package,
                    "DotnetToolSettings.xml",
                    SearchOption.AllDirectories
                )
            )
            {
                string? entry = XDocument
                    .Load(settings)
                    .Descendants("Command")
                    .FirstOrDefault()
                    ?.Attribute("EntryPoint")
                    ?.Value;
                string program = Path.Combine(Path.GetDirectoryName(settings)!, entry ?? "");
                if (entry is not null && File.Exists(program))
                    return program;
            }

            return null;
        }
        catch (Exception e)
            when (e
                    is IOException
                        or UnauthorizedAccessException
                        or JsonException
                        or InvalidOperationException
                        or XmlException
            )
        {
            return null;
        }
    }

    private static async Task<(bool Succeeded, string Says)> RunAsync(
        Machine machine,
        CancellationToken cancellation,
        params string[] arguments
    )
    {
        var start = new ProcessStartInfo(machine.DotNet, arguments)
        {
            WorkingDirectory = machine.Repository,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Limit);
        try
        {
            using Process process = Process.Start(start)!;
            try
            {
                Task<string> error = process.StandardError.ReadToEndAsync(limit.Token);
                string output = await process.StandardOutput.ReadToEndAsync(limit.Token).ConfigureAwait(false);
                string says = $"{output}{await error.ConfigureAwait(false)}".Trim();
                await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
                return (process.ExitCode == 0, says);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                cancellation.ThrowIfCancellationRequested();
                return (false, $"no answer within {Limit.TotalMinutes:0} minutes.");
            }
        }
        catch (Win32Exception e)
        {
            return (false, e.Message);
        }
    }
}
