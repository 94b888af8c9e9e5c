using System.Globalization;

namespace DtlsNotebooks.Benchmarks.Load;

/// <summary>
/// Measures programs in one role against the same program in the other role: round by round each of them in turn,
/// so that all meet the same weather on the machine.
/// </summary>
/// <param name="measured">The programs to compare.</param>
/// <param name="other">The one that they all talk to.</param>
/// <param name="areServers">The measured ones are the servers; else the clients.</param>
/// <param name="settings">How much.</param>
internal sealed class LoadMatrix(
    IReadOnlyList<LoadProgram> measured,
    LoadProgram other,
    bool areServers,
    LoadSettings settings
)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<string> _troubles = [];

    /// <summary>What went wrong, a sentence each.</summary>
    public IReadOnlyList<string> Troubles => _troubles;

    /// <summary>Carries it out.</summary>
    /// <param name="progress">Told before each load.</param>
    public async Task<IReadOnlyList<LoadCell>> RunAsync(Action<string> progress)
    {
        var pairs = new List<LoadPair>();
        try
        {
            foreach (LoadProgram program in measured)
            {
                pairs.Add(await StartAsync(program).ConfigureAwait(false));
            }

            foreach (LoadPair pair in pairs.Where(pair => pair.Measured.IsOwn))
            {
                progress($"warming up {pair.Measured.Name}");
                await WarmUpAsync(pair).ConfigureAwait(false);
            }

            var cells = new List<LoadCell>();
            foreach (LoadKind kind in Enum.GetValues<LoadKind>())
            {
                foreach (int clients in settings.Clients)
                {
                    progress(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{kind.ToString().ToLowerInvariant()}, {clients} at once"
                        )
                    );
                    cells.Add(await MeasureAsync(pairs, kind, clients).ConfigureAwait(false));
                }
            }

            return cells;
        }
        finally
        {
            pairs.ForEach(pair => pair.Dispose());
        }
    }

    private Task<LoadPair> StartAsync(LoadProgram program) =>
        areServers
            ? LoadPair.StartAsync(server: program, client: other, program, Patience)
            : LoadPair.StartAsync(server: other, client: program, program, Patience);

    private async Task WarmUpAsync(LoadPair pair)
    {
        LoadKind[] kinds = Enum.GetValues<LoadKind>();
        foreach (LoadKind kind in kinds)
        {
            await pair.RunAsync(kind, 8, settings.WarmUp / kinds.Length, Patience).ConfigureAwait(false);
        }
    }

    private async Task<LoadCell> MeasureAsync(List<LoadPair> pairs, LoadKind kind, int clients)
    {
        var runs = pairs.ToDictionary(pair => pair.Measured.Name, _ => new List<LoadRun?>());
        for (int round = 0; round < settings.Rounds; round++)
        {
            foreach (LoadPair pair in pairs)
            {
                runs[pair.Measured.Name].Add(await TryAsync(pair, kind, clients).ConfigureAwait(false));
            }
        }

        return new LoadCell(
            kind,
            clients,
            runs.ToDictionary(item => item.Key, IReadOnlyList<LoadRun?> (item) => item.Value)
        );
    }

    private async Task<LoadRun?> TryAsync(LoadPair pair, LoadKind kind, int clients)
    {
        LoadRun run = await pair.RunAsync(kind, clients, settings.Duration, Patience).ConfigureAwait(false);
        string what = string.Create(
            CultureInfo.InvariantCulture,
            $"{pair.Measured.Name}, {kind.ToString().ToLowerInvariant()}, {clients} at once"
        );
        if (run.Answer.Failed > 0 || run.Answer.Repeated > 0)
        {
            _troubles.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{what}: {run.Answer.Failed} failed, {run.Answer.Repeated} flights repeated."
                )
            );
        }

        if (kind == LoadKind.Resumed && run.Answer.Reused < 0.95 * run.Answer.Count)
        {
            _troubles.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{what}: only {run.Answer.Reused} of {run.Answer.Count} handshakes resumed a session, so the "
                        + $"round does not count."
                )
            );
            return null;
        }

        return run;
    }
}
