using DtlsNotebooks.Benchmarks.Figures;

namespace DtlsNotebooks.Benchmarks.Load;

/// <summary>All rounds of one load: for each program one run a round, in the order of the rounds.</summary>
/// <param name="Kind">What the clients did.</param>
/// <param name="Clients">How many worked at once.</param>
/// <param name="Runs">The runs of each program by its name; null for one that failed.</param>
internal sealed record LoadCell(LoadKind Kind, int Clients, IReadOnlyDictionary<string, IReadOnlyList<LoadRun?>> Runs)
{
    /// <summary>A figure of one program.</summary>
    public Spread? Of(string program, Func<LoadRun, double?> figure) =>
        Spread.Of(Values(program, figure).Where(value => value is not null).Select(value => value!.Value));

    /// <summary>A figure of one program as a multiple of another's, round by round.</summary>
    public Spread? Ratio(string program, string reference, Func<LoadRun, double?> figure) =>
        Spread.OfRatios(Values(program, figure), Values(reference, figure));

    private IEnumerable<double?> Values(string program, Func<LoadRun, double?> figure) =>
        Runs.TryGetValue(program, out IReadOnlyList<LoadRun?>? runs)
            ? runs.Select(run => run is null ? null : figure(run))
            : [];
}
