namespace DtlsNotebooks.Pictures.Plotting;

/// <summary>Series as points, for how two measures go together.</summary>
/// <example><code>new ScatterChart("Size against time", new Series("echo", sizes, times)) { XAxis = "bytes", YAxis = "ms" }</code></example>
public sealed record ScatterChart : Chart
{
    /// <summary>A chart of one series or several.</summary>
    /// <param name="title">What the reader should see in it.</param>
    /// <param name="series">The points.</param>
    public ScatterChart(string title, params IReadOnlyList<Series> series)
        : base(title, series) { }

    /// <summary>Whether the horizontal axis is logarithmic.</summary>
    public bool LogX { get; init; }

    internal override string Kind => "scatter";
}
