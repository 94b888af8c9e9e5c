using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using DtlsNotebooks.Benchmarks.Figures;

namespace DtlsNotebooks.Benchmarks.Checksums;

/// <summary>How many bytes a second each form of the checksum takes, by BenchmarkDotNet.</summary>
/// <param name="report">Where the table goes.</param>
/// <param name="smoke">One iteration only.</param>
internal sealed class ChecksumPart(Report report, bool smoke)
{
    private static readonly (string Method, string Name)[] Forms =
    [
        (nameof(ChecksumForms.PlainLoop), "plain loop"),
        (nameof(ChecksumForms.WordByWord), "word by word"),
        (nameof(ChecksumForms.Vectors), "vectors"),
        (nameof(ChecksumForms.InParts), "vectors, in parts"),
    ];

    /// <summary>Measures.</summary>
    /// <exception cref="InvalidOperationException">BenchmarkDotNet gave no results.</exception>
    public Task RunAsync()
    {
        report.Heading("The Internet checksum");
        Job job = smoke
            ? Job.Dry.WithToolchain(InProcessEmitToolchain.Instance)
            : Job.ShortRun.WithIterationCount(7).WithToolchain(InProcessEmitToolchain.Instance);
        IConfig config = ManualConfig
            .CreateEmpty()
            .AddJob(job)
            .AddLogger(NullLogger.Instance)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "dtls-notebooks-benchmarks"));
        Summary summary = BenchmarkRunner.Run<ChecksumForms>(config);
        if (summary.Reports.Length == 0 || summary.Reports.Any(one => one.ResultStatistics is null))
        {
            throw new InvalidOperationException(
                $"BenchmarkDotNet measured nothing. {string.Join(" ", summary.ValidationErrors.Select(error => error.Message))}"
            );
        }

        report.Add(Table(summary));
        return Task.CompletedTask;
    }

    private static MarkdownTable Table(Summary summary)
    {
        var table = new MarkdownTable(
            "**Forms of the checksum (RFC 1071)**, in GB/s (10^9 bytes), and as a multiple of the plain loop over "
                + "the same bytes, which adds 16-bit words into a wide sum and folds it once.",
            [
                "bytes",
                .. Forms.SelectMany(form =>
                    (string[])(
                        form.Method == nameof(ChecksumForms.PlainLoop)
                            ? [$"{form.Name} GB/s"]
                            : [$"{form.Name} GB/s", "×"]
                    )
                ),
            ]
        );
        foreach (
            IGrouping<int, BenchmarkReport> size in summary
                .Reports.GroupBy(one => (int)one.BenchmarkCase.Parameters[nameof(ChecksumForms.Size)])
                .OrderBy(group => group.Key)
        )
        {
            var speeds = size.ToDictionary(
                one => one.BenchmarkCase.Descriptor.WorkloadMethod.Name,
                one => size.Key / one.ResultStatistics!.Median
            );
            double plain = speeds[nameof(ChecksumForms.PlainLoop)];
            table.Add([
                size.Key.ToString("N0", CultureInfo.InvariantCulture),
                .. Forms.SelectMany(form =>
                    (string[])(
                        form.Method == nameof(ChecksumForms.PlainLoop)
                            ? [Figure.Of(speeds[form.Method])]
                            : [Figure.Of(speeds[form.Method]), Figure.Of(speeds[form.Method] / plain)]
                    )
                ),
            ]);
        }

        return table;
    }
}
