using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DtlsNotebooks.Lessons;
using DtlsNotebooks.Tests.Notebooks;

namespace DtlsNotebooks.Tests.Kernel;

/// <summary>
/// The tool that Polyglot Notebooks starts, driven as VS Code drives it: commands and events, one JSON text a line, over
/// standard input and output.
/// </summary>
internal sealed class KernelTool : IAsyncDisposable
{
    private static readonly TimeSpan RestoreLimit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan CellLimit = TimeSpan.FromMinutes(3);

    private static readonly Lazy<Task<string?>> Restored = new(RestoreAsync);

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

    /// <summary>Whether the tool can be restored here; tried once.</summary>
    public static async Task<bool> IsHereAsync() => await Restored.Value is null;

    /// <summary>Restores the tool once, starts it, and waits until it is ready; skips the test where it is not to be had.</summary>
    /// <param name="folder">The folder of the notebook.</param>
    /// <param name="port">The UDP port that the lessons' servers ask for first.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<KernelTool> StartAsync(string folder, int port, CancellationToken cancellation)
    {
        if (await Restored.Value is { } reason)
            Assert.Skip($"The kernel's own tool cannot be restored here: {reason}");
        var tool = new KernelTool(
            Start(folder, port, "tool", "run", "dotnet-interactive", "--", "stdio", "--working-dir", folder)
        );
        try
        {
            using CancellationTokenSource limit = Limit(StartLimit, cancellation);
            while ((await tool.NextAsync(limit.Token)).Type != "KernelReady")
            {
                // It says what it is made of first.
            }

            return tool;
        }
        catch
        {
            await tool.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a cell.</summary>
    /// <param name="code">Its code.</param>
    /// <param name="cancellation">Gives up.</param>
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
        await _commands.WriteLineAsync(command.ToJsonString().AsMemory(), cancellation);

        var diagnostics = new List<string>();
        var kinds = new List<string>();
        using CancellationTokenSource limit = Limit(CellLimit, cancellation);
        try
        {
            while (true)
            {
                (string type, JsonElement content, string? of) = await NextAsync(limit.Token);
                switch (type)
                {
                    case "StandardOutputValueProduced" or "StandardErrorValueProduced":
                        string stream = type == "StandardOutputValueProduced" ? "stdout" : "stderr";
                        if (kinds.LastOrDefault() != stream)
                            kinds.Add(stream);
                        break;
                    case "DisplayedValueProduced" or "ReturnValueProduced":
                        kinds.Add(string.Join(' ', Forms(content)));
                        break;
                    case "DiagnosticsProduced":
                        diagnostics.AddRange(content.GetProperty("diagnostics").EnumerateArray().Select(Describe));
                        break;
                    case "CommandFailed" when of == token:
                        return new KernelCell(content.GetProperty("message").GetString(), diagnostics, kinds);
                    case "CommandSucceeded" when of == token:
                        return new KernelCell(null, diagnostics, kinds);
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
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));
        _process.Dispose();
    }

    private static async Task<string?> RestoreAsync()
    {
        using Process restore = Start(Repository.Root, null, "tool", "restore");
        using var limit = new CancellationTokenSource(RestoreLimit);
        try
        {
            restore.StandardInput.Close();
            Task<string> errors = restore.StandardError.ReadToEndAsync(limit.Token);
            string output = await restore.StandardOutput.ReadToEndAsync(limit.Token);
            await restore.WaitForExitAsync(limit.Token);
            return restore.ExitCode == 0 ? null : (await errors + output).Trim();
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
        // Set by "dotnet test" for itself; a cell that calls "dotnet build" must not inherit them.
        foreach (string name in start.Environment.Keys.Where(IsOfTheBuild).ToList())
            start.Environment.Remove(name);
        if (port is not null)
            start.Environment[LessonPort.Variable] = string.Create(CultureInfo.InvariantCulture, $"{port}");
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

    private static IEnumerable<string> Forms(JsonElement content) =>
        content
            .GetProperty("formattedValues")
            .EnumerateArray()
            .Select(form => form.GetProperty("mimeType").GetString()!);

    private static string Describe(JsonElement diagnostic) =>
        $"{diagnostic.GetProperty("severity")} {diagnostic.GetProperty("code")} {diagnostic.GetProperty("message")} "
        + diagnostic.GetProperty("linePositionSpan").GetProperty("start");

    private async Task<(string Type, JsonElement Content, string? Command)> NextAsync(CancellationToken limit)
    {
        while (true)
        {
            string line =
                await _process.StandardOutput.ReadLineAsync(limit)
                ?? throw new InvalidOperationException($"The tool ended. It said: {await _complaints}");
            // A thread that outlives its cell writes past the protocol.
            if (!line.StartsWith('{'))
                continue;
            try
            {
                using var message = JsonDocument.Parse(line);
                JsonElement root = message.RootElement;
                if (!root.TryGetProperty("eventType", out JsonElement type))
                    continue;
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
