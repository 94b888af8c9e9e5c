using System.Globalization;
using System.Text;
using System.Text.Json;
using DtlsNotebooks.Pictures.Markup;
using DtlsNotebooks.Pictures.Plotting.Figures;

namespace DtlsNotebooks.Pictures.Plotting;

/// <summary>
/// Puts a figure into a page: words that show at once, and a script that draws as soon as plotly.js is there.
/// </summary>
internal static class FigureHtml
{
    private const int HintAfterMilliseconds = 20_000;

    // Empty until a row is chosen.
    private const string Panel =
        "<div class=\"dtls-detail\" hidden tabindex=\"-1\" role=\"region\" aria-label=\"What is in it\"></div>";

    private static readonly JsonSerializerOptions RowOptions = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };

    /// <summary>The HTML of a figure; where it cannot be drawn, its text form and one sentence of why.</summary>
    /// <param name="picture">What to show.</param>
    /// <param name="renderer">What turns the figure into plotly.js's form.</param>
    public static string Write(FigurePicture picture, PlotlyRenderer renderer)
    {
        try
        {
            IReadOnlyList<FigureView> views = picture.Views();
            string drawn = string.Join(",", views.Select(view => View(view, renderer)));
            return Fragment(picture, views[0].Figure, $"[{drawn}]", "");
        }
#pragma warning disable CA1031 // Whatever goes wrong in drawing, a notebook shows the text and says why.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            string reason = (exception.InnerException ?? exception).Message;
            return Fragment(picture, null, null, $"This picture is shown as text. {reason}");
        }
    }

    private static string Fragment(FigurePicture picture, Figure? figure, string? chart, string problem)
    {
        string id = Html.NewId();
        var html = new StringBuilder();
        html.Append(
            CultureInfo.InvariantCulture,
            $"<div class=\"{Html.RootClass} dtls-figure\" data-figure=\"{picture.Kind}\" data-figure-id=\"{id}\" "
                + $"role=\"group\" aria-label=\"{Html.Encode(Spoken(picture))}\">"
        );
        html.Append(Html.Style).Append(Html.Heading(picture.Title, picture.Subtitle, picture.Sentence));
        html.Append(picture.TopHtml);
        bool tall = figure is { Height: > 1000 } || picture.Text.Count(c => c == '\n') > 60;
        html.Append(
            CultureInfo.InvariantCulture,
            $"<div class=\"dtls-scroll{(tall ? " dtls-tall" : "")}\" tabindex=\"0\" role=\"region\" aria-label=\"{Html.Encode(picture.Title)}\">"
        );
        html.Append(
            CultureInfo.InvariantCulture,
            $"<div class=\"dtls-wide\" style=\"min-width:{picture.MinWidth}px\">"
        );
        html.Append(picture.HeaderHtml);
        if (figure is not null)
        {
            html.Append(
                CultureInfo.InvariantCulture,
                $"<div class=\"dtls-plot\" style=\"height:{figure.Height}px\"></div>"
            );
        }

        html.Append("<pre class=\"dtls-fallback\">")
            .Append(Html.EncodeLines(picture.Text))
            .Append("</pre></div></div>");
        html.Append(picture.FooterHtml).Append(Panel);
        html.Append(chart is null ? $"<p class=\"dtls-wait\">{Html.Encode(problem)}</p>" : Script(id, chart));
        return html.Append("</div>").ToString();
    }

    private static string Spoken(FigurePicture picture) =>
        picture.Sentence.Length == 0 ? picture.Title : $"{picture.Sentence} {picture.Title}";

    private static string View(FigureView view, PlotlyRenderer renderer) =>
        $"{{\"figure\":{renderer.Draw(FigureJson.Write(view.Figure))},\"rows\":{JsonSerializer.Serialize(view.Rows, RowOptions)}}}";

    // A list that the loader empties when it comes, before or after this picture.
    private static string Script(string id, string chart) =>
        $$"""
            <p class="dtls-wait" hidden>This picture waits for its drawing code: run the notebook's set-up cells.</p><script>
            (window.dtlsFigures = window.dtlsFigures || []).push({ id: "{{id}}", views: {{Html.InScript(chart)}} });
            setTimeout(function () { document.querySelectorAll('[data-figure-id="{{id}}"]:not([data-taken]) .dtls-wait').forEach(function (hint) { hint.hidden = false; }); }, {{HintAfterMilliseconds}});
            </script>
            """;
}
