using System.Diagnostics;
using System.Text.Json.Nodes;

namespace DtlsNotebooks.Tests.Machines;

/// <summary>
/// The tests that show facts, once more in a process of another culture: with another calendar, other marks in numbers
/// and times, another order of letters. Programs of this project are without cultures, but a notebook's kernel has the
/// student's.
/// </summary>
public sealed class CultureTests
{
    private static readonly Type[] ShowFacts =
    [
        typeof(CultureProbeTests),
        typeof(Certificates.CertificateFolderTests),
        typeof(DtlsNotebooks.Tests.Dissection.FaultTests),
        typeof(DtlsNotebooks.Tests.Dissection.HandshakeDissectionTests),
        typeof(DtlsNotebooks.Tests.Dissection.RecordFormTests),
        typeof(DtlsNotebooks.Tests.Dtls.HostNameTests),
        typeof(Lessons.PredictionTests),
        typeof(DtlsNotebooks.Tests.Pcap.PcapngTests),
        typeof(Pictures.ByteMaps.ByteMapTests),
        typeof(Pictures.Ladders.LadderTextTests),
        typeof(Pictures.Tables.TableViewTests),
        typeof(Pictures.Timelines.TimelineTextTests),
        typeof(DtlsNotebooks.Tests.Proxy.CaptureTests),
        typeof(Runner.OutputListTests),
        typeof(DtlsNotebooks.Tests.Udp.UdpDatagramTests),
    ];

    [Theory]
    [InlineData("ar-SA")]
    [InlineData("th-TH")]
    [InlineData("fa-IR")]
    [InlineData("fi-FI")]
    [InlineData("tr-TR")]
    public async Task Facts_are_shown_the_same_under_another_culture(string culture)
    {
        string folder = Directory.CreateTempSubdirectory("culture").FullName;
        try
        {
            string program = typeof(CultureTests).Assembly.Location;
            string settings = Path.Combine(folder, "cultures.runtimeconfig.json");
            JsonNode configuration = JsonNode.Parse(
                File.ReadAllText(Path.ChangeExtension(program, ".runtimeconfig.json"))
            )!;
            configuration["runtimeOptions"]!["configProperties"]!["System.Globalization.Invariant"] = false;
            File.WriteAllText(settings, configuration.ToJsonString());

            (int exitCode, string said) = await RunAsync(
                [
                    "exec",
                    "--runtimeconfig",
                    settings,
                    "--depsfile",
                    Path.ChangeExtension(program, ".deps.json"),
                    program,
                    "-culture",
                    culture,
                    "-noColor",
                    .. ShowFacts.SelectMany(type => new[] { "-class", type.FullName! }),
                ],
                culture
            );

            Assert.SkipWhen(
                said.Contains("valid ICU package", StringComparison.Ordinal),
                "This machine has no ICU, so .NET knows no cultures."
            );
            Assert.True(exitCode == 0, said);
            Assert.DoesNotContain("Total: 0", said, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Task<(int ExitCode, string Said)> RunAsync(string[] arguments, string culture) =>
        OtherProcess.RunAsync(
            new ProcessStartInfo("dotnet", arguments)
            {
                WorkingDirectory = AppContext.BaseDirectory,
                Environment = { [CultureProbeTests.Variable] = culture },
            }
        );
}
