using DtlsNotebooks.Pictures.Plotting.Figures;
using Microsoft.FSharp.Collections;
using Plotly.NET;

namespace DtlsNotebooks.Plotly;

/// <summary>
/// Draws figures with Plotly.NET. Takes and gives strings only, because it lives in a load context
/// of its own, where Plotly.NET finds the FSharp.Core it needs.
/// </summary>
public static class Renderer
{
    private const string ScriptResource = "plotly-basic.min.js";

    /// <summary>The version of plotly.js that <see cref="PlotlyJs"/> gives.</summary>
    public static string PlotlyJsVersion => "2.28.0";

    /// <summary>Turns a figure into the chart that plotly.js draws.</summary>
    /// <param name="figureJson">The JSON form of a figure of the library.</param>
    /// <returns>A JSON object with plotly.js's <c>data</c>, <c>layout</c> and <c>config</c>.</returns>
    /// <exception cref="System.Text.Json.JsonException">The text is not the JSON form of a figure.</exception>
    public static string Draw(string figureJson)
    {
        Pictures.Plotting.Figures.Figure figure = FigureJson.Read(figureJson);
        IEnumerable<Trace> traces = figure.Traces.Select(TraceFactory.Create);
        var chart = GenericChart.NewMultiChart(
            ListModule.OfSeq(traces),
            LayoutFactory.Create(figure),
            CreateConfig(),
            new DisplayOptions()
        );
        return GenericChart.toJson(chart);
    }

    /// <summary>
    /// The source text of plotly.js: the bundle with the traces that <see cref="TraceFactory"/> makes, of the version that
    /// Plotly.NET writes for.
    /// </summary>
    /// <returns>About 1.0 MB of JavaScript; Plotly.NET itself carries all traces in 3.6 MB.</returns>
    public static string PlotlyJs()
    {
        using Stream stream = typeof(Renderer).Assembly.GetManifestResourceStream(ScriptResource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static Config CreateConfig()
    {
        var config = new Config();
        config.SetProperty("displayModeBar", false);
        config.SetProperty("responsive", false);
        config.SetProperty("typesetMath", false);
        config.SetProperty("scrollZoom", false);
        config.SetProperty("doubleClick", false);
        config.SetProperty("showTips", false);
        return config;
    }
}
