using System.CommandLine;
using DtlsNotebooks.Benchmarks.Captures;
using DtlsNotebooks.Benchmarks.Chapters;
using DtlsNotebooks.Benchmarks.Checksums;
using DtlsNotebooks.Benchmarks.Figures;
using DtlsNotebooks.Benchmarks.Growth;
using DtlsNotebooks.Benchmarks.Kernel;
using DtlsNotebooks.Benchmarks.Ladders;
using DtlsNotebooks.Benchmarks.Load;
using DtlsNotebooks.Benchmarks.Relays;

namespace DtlsNotebooks.Benchmarks.CommandLine;

/// <summary>The command line: which parts are measured, and how long.</summary>
internal sealed class BenchmarkCommand
{
    private const string Description = """
        Measures the library and writes Markdown tables to the console and to lib/artifacts/benchmarks.
        Use it in Release and on a quiet machine:
          dotnet run -c Release --project lib/DtlsNotebooks.Benchmarks
          dotnet run -c Release --project lib/DtlsNotebooks.Benchmarks -- load checksum
          dotnet run -c Release --project lib/DtlsNotebooks.Benchmarks -- --smoke
        """;

    private static readonly Dictionary<string, Func<Report, BenchmarkOptions, Task>> Parts = new()
    {
        ["load"] = (report, options) => new LoadPart(report, options.Load, options.Before?.FullName).RunAsync(),
        ["growth"] = (report, options) =>
            new GrowthPart(
                report,
                Path.GetDirectoryName(Repository.OutputFile)!,
                options.IsSmoke,
                options.Before?.FullName
            ).RunAsync(),
        ["checksum"] = (report, options) => new ChecksumPart(report, options.IsSmoke).RunAsync(),
        ["ladder"] = (report, options) => new LadderPart(report, options.IsSmoke).RunAsync(),
        ["captures"] = (report, options) => new CapturePart(report, options.IsSmoke).RunAsync(),
        ["proxy"] = (report, options) => new RelayPart(report, options.IsSmoke).RunAsync(),
        ["chapters"] = (report, options) => new ChapterPart(report, Repository.Root, options.IsSmoke).RunAsync(),
        ["kernel"] = (report, options) => new KernelPart(report, Repository.Root, options.IsSmoke).RunAsync(),
    };

    private readonly Argument<string[]> _parts = new("parts")
    {
        Description = $"Which parts: {string.Join(", ", Parts.Keys)}. All of them if none is named.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<bool> _smoke = new("--smoke")
    {
        Description = "One tiny round of everything: whether it works, not how fast it is.",
    };

    private readonly Option<bool> _short = new("--short")
    {
        Description = "Load for some minutes only: for a look, not to be quoted.",
    };

    private readonly Option<FileInfo?> _output = new("--output", "-o")
    {
        Description = "The file to write. If it is not given: lib/artifacts/benchmarks/measurements.md.",
        HelpName = "file",
    };

    private readonly Option<FileInfo?> _before = new("--before")
    {
        Description = "DtlsNotebooks.Benchmarks.dll of an earlier build, whose programs load and growth measure too.",
        HelpName = "file",
    };

    /// <summary>Does what the arguments ask.</summary>
    /// <returns>The exit code: 0 all was measured, 1 something failed, 2 the command was not understood.</returns>
    public async Task<int> RunAsync(string[] args)
    {
        _parts.Validators.Add(result =>
        {
            foreach (string part in result.GetValueOrDefault<string[]>() ?? [])
            {
                if (!Parts.ContainsKey(part))
                {
                    result.AddError($"There is no part \"{part}\". There is: {string.Join(", ", Parts.Keys)}.");
                }
            }
        });
        var root = new RootCommand(Description) { _parts, _smoke, _short, _output, _before };
        root.SetAction((parsed, _) => MeasureAsync(parsed));
        ParseResult result = root.Parse(args);
        if (result.Errors.Count > 0)
        {
            await Console
                .Error.WriteLineAsync(string.Join("\n", result.Errors.Select(error => error.Message)))
                .ConfigureAwait(false);
            return 2;
        }

        return await result.InvokeAsync().ConfigureAwait(false);
    }

    private async Task<int> MeasureAsync(ParseResult parsed)
    {
        string[] chosen = parsed.GetValue(_parts) is { Length: > 0 } named ? named : [.. Parts.Keys];
        string file = parsed.GetValue(_output)?.FullName ?? Repository.OutputFile;
        var options = new BenchmarkOptions(parsed.GetValue(_smoke), parsed.GetValue(_short), parsed.GetValue(_before));
        var report = new Report(Console.Out);
        report.Begin();
        int exitCode = 0;
        foreach (string part in chosen.Distinct())
        {
            try
            {
                await Parts[part](report, options).ConfigureAwait(false);
            }
            catch (Exception e) when (e is InvalidOperationException or IOException or UnauthorizedAccessException)
            {
                report.Say($"The part {part} failed: {e.Message}");
                exitCode = 1;
            }
        }

        report.Save(file);
        await Console.Error.WriteLineAsync($"The tables: {file}").ConfigureAwait(false);
        return exitCode;
    }
}
