using System.Globalization;

namespace DtlsNotebooks.Benchmarks.Relays;

/// <summary>What did not come back, way by way, over all rounds of a load.</summary>
internal sealed class RelayLosses
{
    private readonly Dictionary<string, (long Lost, long Sent)> _ways = [];

    /// <summary>Adds a round.</summary>
    /// <param name="way">The name of the way.</param>
    /// <param name="run">What the client saw.</param>
    public void Add(string way, RelayRun run)
    {
        (long lost, long sent) = _ways.GetValueOrDefault(way);
        _ways[way] = (lost + run.Lost, sent + run.Lost + run.Returned);
    }

    /// <summary>"none", or how many on which way.</summary>
    public override string ToString() =>
        _ways.Values.All(way => way.Lost == 0)
            ? "none"
            : string.Join(
                "; ",
                _ways
                    .Where(way => way.Value.Lost > 0)
                    .Select(way =>
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{way.Key}: {way.Value.Lost:N0} of {way.Value.Sent:N0}"
                        )
                    )
            );
}
