namespace DtlsNotebooks.Pictures.Plotting;

/// <summary>Series as lines, for what changes along the horizontal axis.</summary>
/// <example><code>new LineChart("Time to the echo", new Series("echo", times)) { XAxis = "datagram", YAxis = "ms" }</code></example>
public sealed record LineChart : Chart
{
    /// <summary>A chart of one series or several.</summary>
    /// <param name="title">What the reader should see in it.</param>
    /// <param name="series">The lines.</param>
    public LineChart(string title, params IReadOnlyList<Series> series)
        : base(title, series) { }

    /// <summary>Whether the horizontal axis is logarithmic.</summary>
    public bool LogX { get; init; }

    internal override string Kind => "line";
}
