using System.Globalization;
using System.Text;
using DtlsNotebooks.Pictures.Markup;
using DtlsNotebooks.Pictures.Plotting;

namespace DtlsNotebooks.Pictures.Timelines;

/// <summary>A timeline's page form: the legend in HTML above the drawing.</summary>
internal static class TimelineHtml
{
    /// <summary>All that the page needs of a timeline.</summary>
    /// <param name="timeline">What it shows.</param>
    /// <param name="kind">What kind of picture it is, such as "lanes".</param>
    public static FigurePicture Picture(Timeline timeline, string kind)
    {
        var layout = TimelineLayout.Of(timeline);
        return new FigurePicture
        {
            Kind = kind,
            Title = timeline.Title,
            Sentence = timeline.Sentence,
            Subtitle = timeline.Subtitle,
            Text = TimelineText.Body(timeline),
            Views = () => [new FigureView(TimelineFigure.Of(timeline, layout, kind), [])],
            MinWidth = layout.Left + layout.InnerWidth + layout.Right,
            TopHtml = Legend(timeline, layout),
        };
    }

    // A bar that fills a half of its row does so in the legend too.
    private static string Ground(TimelineInk ink) =>
        ink.Hatched
            ? $"background:repeating-linear-gradient(135deg, {ink.Color.Css} 0 2px, transparent 2px 5px);outline:1px solid {ink.Color.Css};outline-offset:-1px"
        : ink is { Top: 0, Bottom: 1 } ? $"background:{ink.Color.Css}"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"background:linear-gradient(transparent {100 * ink.Top}%, {ink.Color.Css} {100 * ink.Top}% {100 * ink.Bottom}%, transparent {100 * ink.Bottom}%)"
        );

    // Only what occurs.
    private static string Legend(Timeline timeline, TimelineLayout layout)
    {
        var html = new StringBuilder("<div class=\"dtls-legend dtls-key\" aria-hidden=\"true\">");
        foreach (TimelineInk ink in timeline.UsedInks)
        {
            html.Append(
                CultureInfo.InvariantCulture,
                $"<span><b style=\"{Ground(ink)}\"></b>{Html.Encode(ink.Name)}</span>"
            );
        }

        foreach (
            IGrouping<(string Name, ThemeColor Color), TimelineSign> signs in layout
                .Marks()
                .Select(mark => mark.Sign)
                .Distinct()
                .OrderBy(sign => sign.Loud)
                .GroupBy(sign => (sign.Name, sign.Color))
        )
        {
            html.Append(
                CultureInfo.InvariantCulture,
                $"<span><em "
                    + $"style=\"color:{signs.Key.Color.Css}\">{string.Join(' ', signs.Select(sign => sign.Letter).Order())}</em>{Html.Encode(signs.Key.Name)}</span>"
            );
        }

        if (timeline.Path.Count > 0)
        {
            html.Append(
                CultureInfo.InvariantCulture,
                $"<span><i class=\"dtls-thin\" "
                    + $"style=\"color:{Palette.Lifeline.Css}\"></i>{Html.Encode(timeline.PathName)}</span>"
            );
        }

        return html.Append("</div>").ToString();
    }
}
