using DtlsNotebooks.Pictures.Plotting.Figures;
using Plotly.NET;
using Plotly.NET.LayoutObjects;
using Figure = DtlsNotebooks.Pictures.Plotting.Figures.Figure;

namespace DtlsNotebooks.Plotly;

/// <summary>Makes plotly.js's layout: no chrome, transparent paper, the axes of the figure.</summary>
internal static class LayoutFactory
{
    private const string FontFamily =
        "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";
    private const string Transparent = "rgba(0,0,0,0)";

    /// <summary>The layout of a figure.</summary>
    public static Layout Create(Figure figure)
    {
        var layout = new Layout();
        layout.SetProperty("height", figure.Height);
        layout.SetProperty("margin", Margin(figure.Margin));
        layout.SetProperty("paper_bgcolor", Transparent);
        layout.SetProperty("plot_bgcolor", Transparent);
        layout.SetProperty("font", Font(figure.TextColor, 12.5));
        layout.SetProperty("xaxis", Axis(figure.X, figure));
        layout.SetProperty("yaxis", Axis(figure.Y, figure));
        layout.SetProperty("dragmode", false);
        layout.SetProperty("hovermode", "closest");
        layout.SetProperty("hoverdistance", figure.HoverDistance);
        layout.SetProperty("hoverlabel", HoverLabel(figure));
        layout.SetProperty("showlegend", figure.Legend);
        layout.SetProperty("legend", Legend());
        layout.SetProperty("bargap", 0.35);
        layout.SetProperty("bargroupgap", 0.08);
        layout.SetProperty("meta", Room(figure.X));
        return layout;
    }

    private static DynamicObj.DynamicObj Margin(FigureMargin margin)
    {
        var result = new DynamicObj.DynamicObj();
        result.SetProperty("l", margin.Left);
        result.SetProperty("r", margin.Right);
        result.SetProperty("t", margin.Top);
        result.SetProperty("b", margin.Bottom);
        result.SetProperty("pad", 0);
        return result;
    }

    private static Font Font(string color, double size)
    {
        var font = new Font();
        font.SetProperty("family", FontFamily);
        font.SetProperty("size", size);
        font.SetProperty("color", color);
        return font;
    }

    private static LinearAxis Axis(FigureAxis axis, Figure figure)
    {
        var result = new LinearAxis();
        result.SetProperty("type", axis.Log ? "log" : "linear");
        result.SetProperty("range", new[] { axis.From, axis.To });
        result.SetProperty("fixedrange", true);
        result.SetProperty("visible", axis.Visible);
        result.SetProperty("zeroline", false);
        result.SetProperty("showgrid", axis.Grid);
        result.SetProperty("gridcolor", figure.GridColor);
        result.SetProperty("showline", !axis.Grid);
        result.SetProperty("linecolor", figure.QuietColor);
        result.SetProperty("ticks", axis.Grid || axis.Named ? "" : "outside");
        result.SetProperty("tickcolor", figure.QuietColor);
        result.SetProperty("tickfont", Font(axis.Named ? figure.TextColor : figure.QuietColor, 12));
        result.SetProperty("automargin", axis.Visible);
        result.SetProperty("exponentformat", "none");
        if (axis.Title.Length > 0)
            result.SetProperty("title", AxisTitle(axis.Title, figure));
        if (axis.Ticks.Count > 0)
        {
            result.SetProperty("tickvals", axis.Ticks);
            result.SetProperty("ticktext", axis.TickTexts.Select(PlotlyText.EscapeLines).ToArray());
        }
        return result;
    }

    private static DynamicObj.DynamicObj AxisTitle(string title, Figure figure)
    {
        var result = new DynamicObj.DynamicObj();
        result.SetProperty("text", PlotlyText.Escape(title));
        result.SetProperty("font", Font(figure.QuietColor, 12));
        result.SetProperty("standoff", 12);
        return result;
    }

    private static DynamicObj.DynamicObj HoverLabel(Figure figure)
    {
        var result = new DynamicObj.DynamicObj();
        result.SetProperty("bgcolor", figure.PaperColor);
        result.SetProperty("bordercolor", figure.QuietColor);
        result.SetProperty("font", Font(figure.TextColor, 12));
        result.SetProperty("align", "left");
        result.SetProperty("namelength", -1);
        return result;
    }

    private static DynamicObj.DynamicObj Legend()
    {
        var result = new DynamicObj.DynamicObj();
        result.SetProperty("orientation", "h");
        result.SetProperty("x", 0);
        result.SetProperty("xanchor", "left");
        result.SetProperty("y", 1);
        result.SetProperty("yanchor", "bottom");
        result.SetProperty("bgcolor", Transparent);
        return result;
    }

    // Read by the page's script, which knows the width and turns pixels into units of the axis.
    private static DynamicObj.DynamicObj Room(FigureAxis axis)
    {
        var result = new DynamicObj.DynamicObj();
        result.SetProperty("roomBefore", axis.RoomBefore);
        result.SetProperty("roomAfter", axis.RoomAfter);
        result.SetProperty("narrowRoomAfter", axis.NarrowRoomAfter);
        return result;
    }
}
