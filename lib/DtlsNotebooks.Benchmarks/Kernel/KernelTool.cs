using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DtlsNotebooks.Benchmarks.CommandLine;
using DtlsNotebooks.Runner.Execution;
using DtlsNotebooks.Runner.Results;

namespace DtlsNotebooks.Benchmarks.Kernel;

/// <summary>
/// The tool that Polyglot Notebooks starts, driven as VS Code drives it: commands and events, one JSON text a line, over
/// standard input and output.
/// </summary>
internal sealed class KernelTool : IAsyncDisposable
{
    private static readonly TimeSpan RestoreLimit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan CellLimit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(30);

    private static readonly Lazy<Task<string?>> Restored = new(RestoreOnceAsync);

    private readonly Process _process;
    private readonly StreamWriter _commands;
    private readonly Task<string> _complaints;
    private int _sent;

    private KernelTool(Process process)
    {
        _process = process;
        // Without a byte order mark, which the tool takes for a part of the first command.
        _commands = new StreamWriter(process.StandardInput.BaseStream, new UTF8Encoding(false)) { AutoFlush = true };
        _complaints = process.StandardError.ReadToEndAsync();
    }

    /// <summary>From the start of its process until it was ready for a cell.</summary>
    public TimeSpan StartUp { get; private set; }

    /// <summary>
    /// The memory that it and what it started hold now, in bytes. Null on other systems than Linux: there only the
    /// program could be seen that starts the tool, and not the tool itself.
    /// </summary>
    public long? Memory => OperatingSystem.IsLinux() ? ProcessTree.MemoryOf(_process.Id) : null;

    /// <summary>Restores the tool; done once.</summary>
    /// <returns>Null, or why it cannot be restored here.</returns>
    public static Task<string?> RestoreAsync() => Restored.Value;

    /// <summary>Starts the tool, restored before, and waits until it is ready.</summary>
    /// <param name="folder">The folder of the notebook.</param>
    /// <param name="port">The UDP port that the lessons' servers ask for first; null for the tutorial's own.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="InvalidOperationException">It ended.</exception>
    /// <exception cref="TimeoutException">It was not ready within two minutes.</exception>
    public static async Task<KernelTool> StartAsync(string folder, int? port, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var tool = new KernelTool(
            Start(folder, port, "tool", "run", "dotnet-interactive", "--", "stdio", "--working-dir", folder)
        );
        try
        {
            using CancellationTokenSource limit = Limit(StartLimit, cancellation);
            while ((await tool.NextAsync(limit.Token).ConfigureAwait(false)).Type != "KernelReady")
            {
                // It says what it is made of first.
            }

            tool.StartUp = clock.Elapsed;
            return tool;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            await tool.DisposeAsync().ConfigureAwait(false);
            throw new TimeoutException($"The tool was not ready within {StartLimit.TotalMinutes:0} minutes.");
        }
        catch
        {
            await tool.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Runs a cell.</summary>
    /// <param name="code">Its code.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="InvalidOperationException">The tool ended.</exception>
    /// <exception cref="TimeoutException">The cell did not end within three minutes.</exception>
    public async Task<KernelCell> RunAsync(string code, CancellationToken cancellation)
    {
        string token = string.Create(CultureInfo.InvariantCulture, $"cell-{++_sent}");
        var command = new JsonObject
        {
            ["token"] = token,
            ["commandType"] = "SubmitCode",
            ["command"] = new JsonObject { ["code"] = code, ["targetKernelName"] = "csharp" },
        };
        var clock = Stopwatch.StartNew();
        await _commands.WriteLineAsync(command.ToJsonString().AsMemory(), cancellation).ConfigureAwait(false);

        var diagnostics = new List<string>();
        var outputs = new OutputList();
        using CancellationTokenSource limit = Limit(CellLimit, cancellation);
        try
        {
            while (true)
            {
                (string type, JsonElement content, string? of) = await NextAsync(limit.Token).ConfigureAwait(false);
                switch (type)
                {
                    case "StandardOutputValueProduced" or "StandardErrorValueProduced":
                        string text = string.Concat(Forms(content).Select(form => form.Value));
                        outputs.Add(new StreamOutput(IsError: type == "StandardErrorValueProduced", text));
                        break;
                    case "DisplayedValueProduced" or "ReturnValueProduced":
                        bool isResult = type == "ReturnValueProduced";
                        outputs.Add(new DisplayOutput(Forms(content).ToDictionary(), isResult));
                        break;
                    case "DiagnosticsProduced":
                        diagnostics.AddRange(content.GetProperty("diagnostics").EnumerateArray().Select(Describe));
                        break;
                    case "CommandFailed" when of == token:
                        string? failure = content.GetProperty("message").GetString();
                        return new KernelCell(failure, diagnostics, outputs.ToList(), clock.Elapsed);
                    case "CommandSucceeded" when of == token:
                        return new KernelCell(null, diagnostics, outputs.ToList(), clock.Elapsed);
                }
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"A cell did not end within {CellLimit.TotalMinutes:0} minutes:\n{code}");
        }
    }

    /// <summary>Ends the tool and what its cells started.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync(CancellationToken.None).WaitAsync(EndLimit).ConfigureAwait(false);
        _process.Dispose();
    }

    private static async Task<string?> RestoreOnceAsync()
    {
        Process restore;
        try
        {
            restore = Start(Repository.Root, null, "tool", "restore");
        }
        catch (Win32Exception)
        {
            return "there is no dotnet on the path";
        }

        using Process ending = restore;
        using var limit = new CancellationTokenSource(RestoreLimit);
        try
        {
            restore.StandardInput.Close();
            Task<string> errors = restore.StandardError.ReadToEndAsync(limit.Token);
            string output = await restore.StandardOutput.ReadToEndAsync(limit.Token).ConfigureAwait(false);
            await restore.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            return restore.ExitCode == 0 ? null : (await errors.ConfigureAwait(false) + output).Trim();
        }
        catch (OperationCanceledException)
        {
            restore.Kill(entireProcessTree: true);
            return $"no answer within {RestoreLimit.TotalMinutes:0} minutes";
        }
    }

    private static Process Start(string folder, int? port, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        // Set by "dotnet run" and "dotnet test" for themselves; a cell that calls "dotnet build" must not inherit them.
        foreach (string name in start.Environment.Keys.Where(IsOfTheBuild).ToList())
        {
            start.Environment.Remove(name);
        }

        if (port is not null)
        {
            start.Environment[LessonPorts.Variable] = string.Create(CultureInfo.InvariantCulture, $"{port}");
        }

        return Process.Start(start)!;
    }

    private static bool IsOfTheBuild(string variable) =>
        variable.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || variable == "DOTNET_LAUNCH_PROFILE";

    private static CancellationTokenSource Limit(TimeSpan time, CancellationToken cancellation)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(time);
        return limit;
    }

    private static IEnumerable<KeyValuePair<string, string>> Forms(JsonElement content) =>
        content
            .GetProperty("formattedValues")
            .EnumerateArray()
            .Select(form =>
                KeyValuePair.Create(
                    form.GetProperty("mimeType").GetString()!,
                    form.GetProperty("value").GetString() ?? ""
                )
            );

    private static string Describe(JsonElement diagnostic) =>
        $"{diagnostic.GetProperty("severity")} {diagnostic.GetProperty("code")} {diagnostic.GetProperty("message")} "
        + diagnostic.GetProperty("linePositionSpan").GetProperty("start");

    private async Task<(string Type, JsonElement Content, string? Command)> NextAsync(CancellationToken limit)
    {
        while (true)
        {
            string line =
                await _process.StandardOutput.ReadLineAsync(limit).ConfigureAwait(false)
                ?? throw new InvalidOperationException(
                    $"The tool ended. It said: {await _complaints.ConfigureAwait(false)}"
                );
            // A thread that outlives its cell writes past the protocol.
            if (!line.StartsWith('{'))
            {
                continue;
            }

            try
            {
                using var message = JsonDocument.Parse(line);
                JsonElement root = message.RootElement;
                if (!root.TryGetProperty("eventType", out JsonElement type))
                {
                    continue;
                }

                string? command =
                    root.TryGetProperty("command", out JsonElement sent)
                    && sent.ValueKind == JsonValueKind.Object
                    && sent.TryGetProperty("token", out JsonElement token)
                        ? token.GetString()
                        : null;
                return (type.GetString()!, root.GetProperty("event").Clone(), command);
            }
            catch (JsonException)
            {
                // Not of the protocol either.
            }
        }
    }
}
