using DtlsNotebooks.Pictures.Plotting.Figures;
using Plotly.NET;
using Plotly.NET.TraceObjects;

namespace DtlsNotebooks.Plotly;

/// <summary>Makes Plotly.NET's traces from those of a figure.</summary>
internal static class TraceFactory
{
    /// <summary>The trace of plotly.js for one layer of a figure.</summary>
    public static Trace Create(FigureTrace trace) =>
        trace switch
        {
            FigureLine line => Line(line),
            FigureArea area => Area(area),
            FigureBars bars => Bars(bars),
            FigureText text => Text(text),
            _ => throw new NotSupportedException($"No chart is known for {trace.GetType().Name}."),
        };

    private static Trace2D Start(string type, FigureTrace trace)
    {
        var result = new Trace2D(type);
        result.SetProperty("name", PlotlyText.Escape(trace.Name));
        result.SetProperty("showlegend", trace.Name.Length > 0);
        if (trace.Hover.Count == 0)
        {
            result.SetProperty("hoverinfo", "skip");
            return result;
        }
        result.SetProperty("hoverinfo", "text");
        result.SetProperty("hovertext", trace.Hover.Select(PlotlyText.EscapeLines).ToArray());
        return result;
    }

    private static Trace2D Line(FigureLine line)
    {
        Trace2D result = Start("scatter", line);
        result.SetProperty("x", line.X);
        result.SetProperty("y", line.Y);
        if (line.Symbol.Length == 0)
            result.SetProperty("opacity", line.Opacity);
        result.SetProperty("cliponaxis", false);
        result.SetProperty("connectgaps", false);
        result.SetProperty(
            "mode",
            (line.Width > 0, line.Symbol.Length > 0) switch
            {
                (true, true) => "lines+markers",
                (true, false) => "lines",
                _ => "markers",
            }
        );
        if (line.Width > 0)
            result.SetProperty("line", Stroke(line.Color, line.Width, line.Dash));
        if (line.Symbol.Length > 0)
            result.SetProperty("marker", Symbols(line));
        AddWhiskers(result, "error_y", line.Color, line.Below, line.Above);
        return result;
    }

    private static Line Stroke(string color, double width, string dash)
    {
        var stroke = new Line();
        stroke.SetProperty("color", color);
        stroke.SetProperty("width", width);
        stroke.SetProperty("dash", dash);
        stroke.SetProperty("simplify", false);
        return stroke;
    }

    private static Marker Symbols(FigureLine line)
    {
        var marker = new Marker();
        marker.SetProperty("symbol", line.Symbol);
        marker.SetProperty("color", line.Color);
        marker.SetProperty("opacity", line.Opacity);
        marker.SetProperty("size", line.SymbolSizes.Count == 1 ? line.SymbolSizes[0] : line.SymbolSizes);
        if (line.Directed)
            marker.SetProperty("angleref", "previous");
        var outline = new Line();
        outline.SetProperty("color", line.Color);
        outline.SetProperty(
            "width",
            line.Symbol.EndsWith("-thin", StringComparison.Ordinal) ? 2.4
                : line.Symbol.EndsWith("-open", StringComparison.Ordinal) ? 2
                : 0
        );
        marker.SetProperty("line", outline);
        return marker;
    }

    private static Trace2D Area(FigureArea area)
    {
        Trace2D result = Start("scatter", area);
        result.SetProperty("x", area.X);
        result.SetProperty("y", area.Y);
        result.SetProperty("mode", "lines");
        result.SetProperty("line", Stroke(area.Color, 0, "solid"));
        result.SetProperty("fill", "toself");
        result.SetProperty("fillcolor", area.Color);
        if (area.Hatched)
            result.SetProperty("fillpattern", Hatching(area.Color));
        return result;
    }

    private static DynamicObj.DynamicObj Hatching(string color)
    {
        var pattern = new DynamicObj.DynamicObj();
        pattern.SetProperty("shape", "/");
        pattern.SetProperty("fgcolor", color);
        pattern.SetProperty("bgcolor", "rgba(0,0,0,0)");
        pattern.SetProperty("size", 7);
        pattern.SetProperty("solidity", 0.24);
        return pattern;
    }

    private static Trace2D Bars(FigureBars bars)
    {
        Trace2D result = Start("bar", bars);
        int[] places = Enumerable.Range(0, bars.Values.Count).ToArray();
        result.SetProperty("x", bars.Horizontal ? bars.Values : places);
        result.SetProperty("y", bars.Horizontal ? places : bars.Values);
        result.SetProperty("orientation", bars.Horizontal ? "h" : "v");
        result.SetProperty("text", bars.Texts.Select(PlotlyText.Escape).ToArray());
        result.SetProperty("textposition", bars.Below.Count > 0 ? "none" : "outside");
        result.SetProperty("textangle", 0);
        result.SetProperty("constraintext", "none");
        result.SetProperty("cliponaxis", false);
        var marker = new Marker();
        marker.SetProperty("color", bars.Color);
        result.SetProperty("marker", marker);
        var font = new Font();
        font.SetProperty("color", bars.TextColor);
        font.SetProperty("size", 12);
        result.SetProperty("outsidetextfont", font);
        AddWhiskers(result, bars.Horizontal ? "error_x" : "error_y", bars.TextColor, bars.Below, bars.Above);
        return result;
    }

    private static void AddWhiskers(
        Trace2D trace,
        string name,
        string color,
        IReadOnlyList<double> below,
        IReadOnlyList<double> above
    )
    {
        if (below.Count == 0)
            return;
        var error = new Error();
        error.SetProperty("type", "data");
        error.SetProperty("symmetric", false);
        error.SetProperty("array", above);
        error.SetProperty("arrayminus", below);
        error.SetProperty("color", color);
        error.SetProperty("thickness", 1.4);
        error.SetProperty("width", 4);
        trace.SetProperty(name, error);
    }

    // The words go along in pieces: the page's script measures them, breaks or shortens what does not fit, and draws them.
    private static Trace2D Text(FigureText text)
    {
        Trace2D result = Start("scatter", text);
        result.SetProperty("mode", "text");
        result.SetProperty("cliponaxis", false);
        var meta = new DynamicObj.DynamicObj();
        meta.SetProperty("labels", text.Labels.Select(Label).ToArray());
        result.SetProperty("meta", meta);
        return result;
    }

    // Plain dictionaries: a thousand dynamic objects take a minute to write.
    private static Dictionary<string, object> Label(FigureLabel label) =>
        new()
        {
            ["x"] = label.X,
            ["shift"] = label.Shift,
            ["room"] = label.Room,
            ["wrap"] = label.Wrap,
            ["wideOnly"] = label.WideOnly,
            ["y"] = label.Y,
            ["position"] = label.Position,
            ["runs"] = label.Runs.Select(Run).ToArray(),
        };

    private static Dictionary<string, object> Run(FigureRun run) =>
        new()
        {
            ["text"] = run.Text,
            ["color"] = run.Color,
            ["size"] = run.Size,
            ["bold"] = run.Bold,
            ["cut"] = run.Cut,
            ["whole"] = run.Whole,
        };
}
