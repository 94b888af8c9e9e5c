using System.Globalization;
using System.Text;
using DtlsNotebooks.Pictures.Markup;
using DtlsNotebooks.Pictures.Plotting;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Pictures.Ladders;

/// <summary>A ladder's page form: names and legend in HTML around the drawing.</summary>
internal static class LadderHtml
{
    private const int InnerWidth = 400;

    /// <summary>All that the page needs of a ladder.</summary>
    public static FigurePicture Picture(LadderDiagram diagram)
    {
        var layout = LadderLayout.Of(diagram);
        var margins = LadderMargins.Of(diagram, layout);
        return new FigurePicture
        {
            Kind = "ladder",
            Title = diagram.Title,
            Subtitle = diagram.Subtitle,
            Text = LadderText.Body(diagram, layout),
            Layout = () => LadderFigure.Of(diagram, layout),
            MinWidth = Math.Max(InnerWidth, 170 * margins.LastLifeline) + margins.Left + margins.Right,
            HeaderHtml = Names(diagram, margins),
            FooterHtml = Legend(layout, margins) + Note(layout),
        };
    }

    private static string Names(LadderDiagram diagram, LadderMargins margins)
    {
        var html = new StringBuilder("<div class=\"dtls-names\" aria-hidden=\"true\">");
        int count = diagram.Participants.Count;
        for (int i = 0; i < count; i++)
        {
            double share = (double)i / (count - 1);
            int beside = margins.Left + margins.Right;
            string most = count == 2 ? "60%" : $"calc((100% - {beside}px) / {count - 1} - 8px)";
            html.Append(
                CultureInfo.InvariantCulture,
                $"<span style=\"left:calc({margins.Left}px + (100% - {beside}px) * "
                    + $"{share:0.####});max-width:{most}\">{Html.Encode(diagram.Participants[i])}</span>"
            );
        }
        return html.Append("</div>").ToString();
    }

    // Only the kinds that occur.
    private static string Legend(LadderLayout layout, LadderMargins margins)
    {
        var html = new StringBuilder();
        html.Append(
            CultureInfo.InvariantCulture,
            $"<div class=\"dtls-legend\" style=\"padding-left:{margins.Left}px\">"
        );
        foreach (MessageKind kind in layout.Rows.Select(row => row.Message.Kind).Distinct().Order())
        {
            html.Append(
                CultureInfo.InvariantCulture,
                $"<span><i style=\"color:{Palette.Of(kind).Css}\"></i>{Name(kind)}</span>"
            );
        }

        return html.Append("</div>").ToString();
    }

    private static string Note(LadderLayout layout) =>
        LadderText.Missing(layout, int.MaxValue) is { Length: > 0 } note
            ? $"<p class=\"dtls-note\">{Html.Encode(note)}</p>"
            : "";

    private static string Name(MessageKind kind) =>
        kind switch
        {
            MessageKind.Handshake => "Handshake",
            MessageKind.ChangeCipherSpec => "ChangeCipherSpec",
            MessageKind.ApplicationData => "Application data",
            MessageKind.Alert => "Alert",
            _ => "Plain UDP",
        };
}
