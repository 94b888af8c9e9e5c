using DtlsNotebooks.Display;

namespace DtlsNotebooks.Pictures.Plotting;

/// <summary>
/// A picture of numbers: a <see cref="LineChart"/>, a <see cref="BarChart"/> or a <see cref="ScatterChart"/>.
/// </summary>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = ["text/html", "text/plain"])]
public abstract record Chart : IDisplayable
{
    private protected Chart(string title, IReadOnlyList<Series> series)
    {
        Title = title;
        Series = series;
    }

    /// <summary>What the reader should see in it.</summary>
    public string Title { get; init; }

    /// <summary>Quiet words under the title, such as how it was measured; empty for none.</summary>
    public string Subtitle { get; init; } = "";

    /// <summary>The numbers.</summary>
    public IReadOnlyList<Series> Series { get; init; }

    /// <summary>What the horizontal axis counts, with its unit, such as "time (ms)".</summary>
    public string XAxis { get; init; } = "";

    /// <summary>
    /// What the vertical axis counts, with its unit; of a <see cref="BarChart"/>, what the length of the bars counts.
    /// </summary>
    public string YAxis { get; init; } = "";

    /// <summary>Whether the values' axis is logarithmic; values of 0 and less are then gaps.</summary>
    public bool LogY { get; init; }

    /// <summary>
    /// How values are written: a .NET numeric format such as "0.00" or "P1"; empty for four significant digits.
    /// </summary>
    public string Format { get; init; } = "";

    /// <summary>Height of the drawing in pixels; 0 for a fitting one.</summary>
    public int Height { get; init; }

    /// <summary>What the numbers say, in a sentence made from them.</summary>
    public string Sentence => ChartSentence.Of(this);

    /// <summary>"line", "bar" or "scatter".</summary>
    internal abstract string Kind { get; }

    /// <inheritdoc/>
    /// <remarks>
    /// Drawn by plotly.js once the page has <see cref="Charts.Ready"/>; until then the text form stands in its place.
    /// </remarks>
    public string ToHtml() => FigureHtml.Write(ChartHtml.Picture(this), PlotlyRenderer.Shared);

    /// <inheritdoc/>
    public string ToText() => ChartText.Write(this);

    /// <summary>The same as <see cref="ToText"/>.</summary>
    public sealed override string ToString() => ToText();
}
