using System.Globalization;
using DtlsNotebooks.Benchmarks.Figures;
using DtlsNotebooks.Benchmarks.Load;
using DtlsNotebooks.Benchmarks.Own;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Certificates;

namespace DtlsNotebooks.Benchmarks.Growth;

/// <summary>
/// What a session more costs a server of one loop: up to 4,096 of them, silent and talking, the library beside the C
/// program over OpenSSL.
/// </summary>
/// <param name="report">Where the table goes.</param>
/// <param name="folder">Where the picture goes.</param>
/// <param name="smoke">A few sessions, one round.</param>
/// <param name="before">The benchmarks' assembly of an earlier build; null for none.</param>
internal sealed class GrowthPart(Report report, string folder, bool smoke, string? before)
{
    private const string OpenSsl = "OpenSSL";

    private readonly int[] _sizes = smoke ? [1, 64] : [1, 4, 16, 64, 256, 1024, 4096];
    private readonly int _rounds = smoke ? 1 : 5;
    private readonly TimeSpan _duration = TimeSpan.FromSeconds(smoke ? 0.1 : 0.6);
    private readonly TimeSpan _warmUp = TimeSpan.FromSeconds(smoke ? 0.2 : 5);

    /// <summary>Measures, and draws the curves.</summary>
    public async Task RunAsync()
    {
        report.Heading("Growth");
        string temporary = Directory.CreateTempSubdirectory("dtls-notebooks-growth-").FullName;
        try
        {
            var certificates = LessonCertificates.EnsureIn(temporary, KeyKind.EcdsaP256);
            IReadOnlyList<LoadProgram> programs = await ProgramsAsync(certificates, temporary).ConfigureAwait(false);
            IReadOnlyList<GrowthPoint> points = await MeasureAsync(programs, certificates).ConfigureAwait(false);
            Write(points);
            string? picture = await GrowthPicture.SaveAsync(points, folder).ConfigureAwait(false);
            report.Say(
                picture is null
                    ? "The curves were not drawn: no Chromium, Chrome or Edge was found on this machine."
                    : $"The same as curves: {Path.GetFileName(picture)}, beside this file."
            );
        }
        finally
        {
            Directory.Delete(temporary, recursive: true);
        }
    }

    private async Task<IReadOnlyList<LoadProgram>> ProgramsAsync(LessonCertificates certificates, string temporary)
    {
        var programs = new LoadPrograms(certificates, before).OwnLoops.ToList();
        var compiler = new CCompiler(Path.Combine(AppContext.BaseDirectory, "Peers"), temporary);
        if (await compiler.BuildAsync("openssl", "-lssl", "-lcrypto").ConfigureAwait(false) is string trouble)
            report.Say(trouble);
        else
            programs.Insert(0, compiler.OpenSslServer(OpenSsl, "server", certificates));
        return programs;
    }

    private async Task<IReadOnlyList<GrowthPoint>> MeasureAsync(
        IReadOnlyList<LoadProgram> programs,
        LessonCertificates certificates
    )
    {
        var context = new DtlsContext
        {
            Verifier = CertificateVerifier.Load(certificates.AuthorityFile),
            CipherSuites = Suite.Measured,
        };
        var servers = new List<GrowingServer>();
        var points = new List<GrowthPoint>();
        try
        {
            foreach (LoadProgram program in programs)
                servers.Add(await GrowingServer.StartAsync(program, context, _warmUp).ConfigureAwait(false));
            foreach (int size in _sizes)
            {
                Console.Error.WriteLine($"  growth: {size.ToString("N0", CultureInfo.InvariantCulture)} sessions");
                points.AddRange(await MeasureAsync(servers, size).ConfigureAwait(false));
            }
        }
        finally
        {
            servers.ForEach(server => server.Dispose());
        }

        return points;
    }

    private async Task<IEnumerable<GrowthPoint>> MeasureAsync(List<GrowingServer> servers, int size)
    {
        var held = new List<GrowthPoint>();
        foreach (GrowingServer server in servers)
            held.Add(await server.GrowToAsync(size).ConfigureAwait(false));
        List<List<GrowthRound>> rounds = servers.ConvertAll(_ => new List<GrowthRound>());
        for (int round = 0; round < _rounds; round++)
        {
            for (int i = 0; i < servers.Count; i++)
                rounds[i].Add(await servers[i].MeasureAsync(_duration).ConfigureAwait(false));
        }

        return held.Zip(rounds, (point, list) => point with { Rounds = list });
    }

    private void Write(IReadOnlyList<GrowthPoint> points)
    {
        var table = new MarkdownTable(
            $"**Sessions on one loop**, each server in a process of its own, the library's clients at the other end; "
                + $"{_rounds.ToString(CultureInfo.InvariantCulture)} rounds, the servers by turns, median (least–most). "
                + $"Memory is what the process grew by since its first session; {GrowingServer.Few} talk while the "
                + "others are silent, or all in turn, at most 64 at the same moment. Processor time of the server "
                + "alone; the quotient is taken within a round.",
            "server, sessions",
            "KB a session",
            "of it live KB",
            "silence, ms a second",
            "few talk, µs an echo",
            "all talk, µs an echo",
            "all talk, × OpenSSL"
        );
        foreach (GrowthPoint point in points)
        {
            GrowthPoint? openSsl =
                point.Server == OpenSsl
                    ? null
                    : points.FirstOrDefault(other => other.Sessions == point.Sessions && other.Server == OpenSsl);
            Spread? quotient = openSsl is null
                ? null
                : Spread.OfRatios(
                    point.Rounds.Select(round => (double?)round.AllMicroseconds),
                    openSsl.Rounds.Select(round => (double?)round.AllMicroseconds)
                );
            table.Add(
                string.Create(CultureInfo.InvariantCulture, $"{point.Server}, {point.Sessions:N0}"),
                Kilobytes(point.KilobytesEach),
                Kilobytes(point.LiveKilobytesEach),
                Figure.Of(point.Idle),
                Figure.Of(point.Few),
                Figure.Of(point.All),
                Figure.Of(quotient)
            );
        }

        report.Add(table);
    }

    private static string Kilobytes(double? value) => value is double number ? Figure.Of(number) : Figure.None;
}
