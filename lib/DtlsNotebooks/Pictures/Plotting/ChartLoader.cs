using DtlsNotebooks.Display;
using DtlsNotebooks.Pictures.Markup;

namespace DtlsNotebooks.Pictures.Plotting;

/// <summary>
/// The code that draws charts, as an output of a notebook's set-up cell. See <see cref="Charts.Ready"/>.
/// </summary>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed class ChartLoader : IDisplayable
{
    private readonly PlotlyRenderer _renderer;

    internal ChartLoader(PlotlyRenderer renderer) => _renderer = renderer;

    /// <inheritdoc/>
    /// <remarks>About 1.0 MB; its one script element carries <c>data-once="plotly"</c>.</remarks>
    public string ToHtml()
    {
        try
        {
            string figures = Resource
                .Read("figures.js")
                .Replace("/*palette*/{}", Palette.ToJson(), StringComparison.Ordinal);
            return "<div "
                + $"class=\"dtls\">{Html.Style}{Html.Encode(Sentence())}</div>{Script(_renderer.PlotlyJs(), figures)}";
        }
#pragma warning disable CA1031 // A set-up cell says what is wrong; pictures then show as text.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return $"<div class=\"dtls\">{Html.Style}<p "
                + $"class=\"dtls-wait\">{Html.Encode(Problem(exception))}</p></div>";
        }
    }

    /// <inheritdoc/>
    public string ToText()
    {
        try
        {
            return Sentence();
        }
#pragma warning disable CA1031 // As above.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return Problem(exception);
        }
    }

    /// <summary>The sentence that <see cref="ToText"/> gives.</summary>
    public override string ToString() => ToText();

    private string Sentence() => $"Charts are ready (plotly.js {_renderer.PlotlyJsVersion()}, no network needed).";

    private static string Problem(Exception exception) =>
        $"Charts will show as text. {(exception.InnerException ?? exception).Message}";

    // With define, module and exports hidden, plotly.js does not hand itself to a require.js that the host has loaded.
    private string Script(string plotly, string figures) =>
        $$"""
            <script data-once="plotly">(function () {
            if (window.Plotly && window.Plotly.version === "{{_renderer.PlotlyJsVersion()}}") return;
            var define, module, exports;
            {{plotly}}
            }).call(window);
            {{figures}}</script>
            """;
}
