namespace DtlsNotebooks.Benchmarks.Figures;

/// <summary>What things that take turns gave, one figure each a round, in the order of the rounds.</summary>
internal sealed class Rounds
{
    private readonly Dictionary<string, List<double?>> _figures = [];

    /// <summary>Adds what one of them gave in the round of now.</summary>
    /// <param name="name">Which.</param>
    /// <param name="figure">The figure; null where the round gave none.</param>
    public void Add(string name, double? figure)
    {
        if (!_figures.TryGetValue(name, out List<double?>? figures))
        {
            _figures.Add(name, figures = []);
        }

        figures.Add(figure);
    }

    /// <summary>The figures of one.</summary>
    public Spread? Of(string name) => Spread.Of(Figures(name).OfType<double>());

    /// <summary>The figures of one as multiples of another's, round by round.</summary>
    public Spread? Ratio(string name, string reference) => Spread.OfRatios(Figures(name), Figures(reference));

    private List<double?> Figures(string name) => _figures.GetValueOrDefault(name) ?? [];
}
