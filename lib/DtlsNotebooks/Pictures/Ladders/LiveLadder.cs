using System.Text.Json;
using DtlsNotebooks.Pictures.Markup;
using DtlsNotebooks.Pictures.Plotting;
using DtlsNotebooks.Pictures.Plotting.Figures;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Pictures.Ladders;

/// <summary>
/// A ladder that goes on: the same drawing, in pieces that a page puts into a picture it has already. What a row opens
/// is asked for when it is opened, so that a piece stays small.
/// </summary>
internal static class LiveLadder
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>What a page needs once: the style sheet, the code that draws, the code that places.</summary>
    public static (string Style, string Plotly, string Figures) Parts() =>
        (
            Html.Style,
            PlotlyRenderer.Shared.PlotlyJs(),
            Resource.Read("figures.js").Replace("/*palette*/{}", Palette.ToJson(), StringComparison.Ordinal)
        );

    /// <summary>The pieces of a ladder as JSON.</summary>
    /// <param name="capture">The datagrams that are drawn.</param>
    /// <param name="frame">What it takes over from the whole.</param>
    public static string Json(Capture capture, LadderFrame frame)
    {
        LadderDiagram diagram = CaptureLadder.Of(capture, "", frame: frame);
        var layout = LadderLayout.Of(diagram);
        FigurePicture picture = LadderHtml.Picture(diagram);
        FigureView view = picture.Views()[0];
        int[] numbers = [.. capture.Select(datagram => datagram.Number)];
        var rows = view.Rows.Select(
            (row, at) =>
                new
                {
                    row.Top,
                    row.Height,
                    row.Name,
                    Key = numbers[at],
                    Details = Array.Empty<string>(),
                }
        );
        // The sentence counts rows, which are the numbers of the datagrams only where none is left out.
        bool isWhole = numbers.Length > 0 && numbers[^1] == numbers.Length;
        string parts = JsonSerializer.Serialize(
            new
            {
                Sentence = isWhole ? picture.Sentence : "",
                Legend = LadderLegend.Of(layout),
                Names = picture.HeaderHtml,
                picture.MinWidth,
            },
            Options
        );
        string drawn = PlotlyRenderer.Shared.Draw(FigureJson.Write(view.Figure));
        return $"{parts[..^1]},\"view\":{{\"figure\":{drawn},\"rows\":{JsonSerializer.Serialize(rows, Options)}}}}}";
    }

    /// <summary>What the last datagram of a capture opens: its name and its facts.</summary>
    /// <param name="capture">The datagram and what was before it.</param>
    /// <param name="frame">What its ladder takes over from the whole.</param>
    public static (string Name, IReadOnlyList<string> Details) Last(Capture capture, LadderFrame frame)
    {
        LadderDiagram diagram = CaptureLadder.Of(capture.Skip(capture.Count - 1), "", frame: frame);
        FigureRow row = LadderRows.Of(diagram, LadderLayout.Of(diagram))[^1];
        return (row.Name, row.Details);
    }
}
