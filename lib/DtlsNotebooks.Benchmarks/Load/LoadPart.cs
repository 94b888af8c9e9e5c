using System.Globalization;
using DtlsNotebooks.Benchmarks.Figures;
using DtlsNotebooks.Dtls.Certificates;

namespace DtlsNotebooks.Benchmarks.Load;

/// <summary>
/// Handshakes and echoes: the library beside the C programs over OpenSSL and wolfSSL, first as server, then as client.
/// </summary>
/// <param name="report">Where the tables go.</param>
/// <param name="settings">How much is measured.</param>
/// <param name="before">The benchmarks' assembly of an earlier build; null for none.</param>
internal sealed class LoadPart(Report report, LoadSettings settings, string? before)
{
    private const string OpenSsl = "OpenSSL";
    private const string WolfSsl = "wolfSSL";

    /// <summary>Measures both roles.</summary>
    public async Task RunAsync()
    {
        report.Heading("DTLS under load");
        string folder = Directory.CreateTempSubdirectory("dtls-notebooks-load-").FullName;
        try
        {
            var certificates = LessonCertificates.EnsureIn(folder, KeyKind.EcdsaP256);
            var compiler = new CCompiler(Path.Combine(AppContext.BaseDirectory, "Peers"), folder);
            bool hasOpenSsl = await BuiltAsync(compiler, "openssl", "-lssl", "-lcrypto").ConfigureAwait(false);
            bool hasWolfSsl = await BuiltAsync(compiler, "wolfssl", "-lwolfssl").ConfigureAwait(false);
            var programs = new LoadPrograms(certificates, before);
            List<LoadProgram> servers = [.. programs.OwnServers];
            List<LoadProgram> clients = [.. programs.OwnClients];
            AddPeers(servers, hasOpenSsl, hasWolfSsl, "server", certificates.ServerFile, certificates.ServerKeyFile);
            if (hasOpenSsl)
            {
                // Behind the one that all are compared with.
                servers.Insert(1, compiler.OpenSslServer("OpenSSL, threads", "threads", certificates));
            }

            AddPeers(clients, hasOpenSsl, hasWolfSsl, "client", certificates.AuthorityFile);
            await MeasureAsync("server", servers, clients[0], true).ConfigureAwait(false);
            await MeasureAsync("client", clients, servers[0], false).ConfigureAwait(false);

            void AddPeers(List<LoadProgram> list, bool openSsl, bool wolfSsl, string role, params string[] arguments)
            {
                if (wolfSsl)
                {
                    list.Insert(0, new LoadProgram(WolfSsl, [compiler.Program("wolfssl", role), .. arguments]));
                }

                if (openSsl)
                {
                    list.Insert(0, new LoadProgram(OpenSsl, [compiler.Program("openssl", role), .. arguments]));
                }
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<bool> BuiltAsync(CCompiler compiler, string library, params string[] linked)
    {
        string? trouble = await compiler.BuildAsync(library, linked).ConfigureAwait(false);
        if (trouble is not null)
        {
            report.Say(trouble);
        }

        return trouble is null;
    }

    private async Task MeasureAsync(
        string role,
        IReadOnlyList<LoadProgram> measured,
        LoadProgram other,
        bool areServers
    )
    {
        var matrix = new LoadMatrix(measured, other, areServers, settings);
        IReadOnlyList<LoadCell> cells = await matrix
            .RunAsync(what => Console.Error.WriteLine($"  {role}: {what}"))
            .ConfigureAwait(false);
        new LoadTables(role, measured, other, settings).Write(report, cells);
        foreach (IGrouping<string, string> trouble in matrix.Troubles.GroupBy(sentence => sentence.Split(':')[0]))
        {
            report.Say(
                $"{trouble.First()}{(trouble.Count() > 1 ? string.Create(CultureInfo.InvariantCulture, $" (and in {trouble.Count() - 1} more rounds)") : "")}"
            );
        }
    }
}
