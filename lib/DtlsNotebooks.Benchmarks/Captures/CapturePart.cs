using DtlsNotebooks.Benchmarks.Figures;
using DtlsNotebooks.Dtls.Certificates;

namespace DtlsNotebooks.Benchmarks.Captures;

/// <summary>What the tools on a capture cost: to dissect it, to write it, to show a conversation.</summary>
/// <param name="report">Where the tables go.</param>
/// <param name="smoke">One round on a small capture.</param>
internal sealed class CapturePart(Report report, bool smoke)
{
    private const int EchoesOfManySessions = 40;

    // With its handshake and its goodbyes that makes some 130 datagrams.
    private const int EchoesOfLongSession = 60;

    private readonly int _datagrams = smoke ? 200 : 20_000;
    private readonly int _rounds = smoke ? 1 : 5;

    // Long enough for the clock and the collector, at the pace of a copy in memory.
    private readonly TimeSpan _writing = smoke ? TimeSpan.Zero : TimeSpan.FromMilliseconds(300);

    /// <summary>Measures.</summary>
    public async Task RunAsync()
    {
        report.Heading("Captures");
        string folder = Directory.CreateTempSubdirectory("dtls-notebooks-captures-").FullName;
        try
        {
            var certificates = LessonCertificates.EnsureIn(folder, KeyKind.EcdsaP256);
            var traffic = SampleTraffic.Record(certificates, _datagrams, EchoesOfManySessions);
            report.Say(traffic.Summary);
            await new DissectionTable(report, traffic, folder, _rounds).MeasureAsync().ConfigureAwait(false);
            new WritingTable(report, traffic, folder, _rounds, _writing).Measure();
            // One session each: once it has begun, enough has travelled.
            await new ConversationTable(report, _rounds)
                .MeasureAsync(
                    SampleTraffic.Record(certificates, datagrams: 1, echoes: 1),
                    SampleTraffic.Record(certificates, datagrams: 1, EchoesOfLongSession)
                )
                .ConfigureAwait(false);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
