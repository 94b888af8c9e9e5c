namespace DtlsNotebooks.Pictures.Plotting;

/// <summary>What a notebook's set-up cell shows once, so that every chart of the notebook can be drawn.</summary>
public static class Charts
{
    /// <summary>
    /// Shown as a cell's result, brings plotly.js into the page, without the network. Charts shown before it wait for
    /// it.
    /// </summary>
    public static ChartLoader Ready { get; } = new(PlotlyRenderer.Shared);
}
