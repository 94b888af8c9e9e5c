namespace DtlsNotebooks.Benchmarks.Figures;

/// <summary>What repeated measurements of one thing gave.</summary>
/// <param name="Median">The middle one; of an even number the mean of the two in the middle.</param>
/// <param name="Least">The smallest.</param>
/// <param name="Most">The largest.</param>
/// <param name="Count">How many there were.</param>
internal sealed record Spread(double Median, double Least, double Most, int Count)
{
    /// <summary>Summarises measurements.</summary>
    /// <returns>Null where there are none.</returns>
    public static Spread? Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length == 0
            ? null
            : new Spread(
                sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2,
                sorted[0],
                sorted[^1],
                sorted.Length
            );
    }

    /// <summary>The same measurements in another unit.</summary>
    /// <param name="factor">How many of it are one of this.</param>
    public Spread Times(double factor) => new(Median * factor, Least * factor, Most * factor, Count);

    /// <summary>
    /// The spread of the ratios, each within its own round, so that what slows the whole machine for a while cancels
    /// out.
    /// </summary>
    /// <param name="values">One value a round; null where the round gave none.</param>
    /// <param name="bases">What to divide by, of the same rounds.</param>
    /// <returns>Null where no round has both.</returns>
    public static Spread? OfRatios(IEnumerable<double?> values, IEnumerable<double?> bases) =>
        Of(
            values
                .Zip(bases)
                .Where(pair => pair is { First: not null, Second: > 0 })
                .Select(pair => pair.First!.Value / pair.Second!.Value)
        );
}
