using System.Globalization;
using System.Text;
using DtlsNotebooks.Pictures.Markup;
using DtlsNotebooks.Pictures.Plotting;

namespace DtlsNotebooks.Pictures.Ladders;

/// <summary>A ladder's page form: names and legend in HTML around the drawing.</summary>
internal static class LadderHtml
{
    private const int InnerWidth = 120;
    private const int WidthForOne = 150;
    private const string Hint =
        "<p class=\"dtls-hint\">Click or tap an arrow, or move to it with ↑ ↓ and press Enter, to see what is in it.</p>";

    /// <summary>All that the page needs of a ladder.</summary>
    public static FigurePicture Picture(LadderDiagram diagram)
    {
        var layout = LadderLayout.Of(diagram);
        var margins = LadderMargins.Of(diagram, layout);
        return new FigurePicture
        {
            Kind = "ladder",
            Title = diagram.Title,
            Sentence = diagram.Sentence,
            Subtitle = diagram.Subtitle,
            Text = LadderText.Body(diagram, layout),
            Views = () => Views(diagram, layout),
            MinWidth = Inner(margins.LastLifeline) + margins.Left + margins.NarrowRight,
            TopHtml = LadderLegend.Of(layout) + (layout.Rows.Count > 0 ? Hint : ""),
            HeaderHtml = Names(diagram, margins),
            FooterHtml = Note(layout),
        };
    }

    // Two lifelines fit a phone's page, even inside a frame.
    private static int Inner(int lastLifeline) => lastLifeline <= 1 ? InnerWidth : WidthForOne * lastLifeline;

    // Folded first, where something can be folded; the margins of both are those of the whole ladder.
    private static IReadOnlyList<FigureView> Views(LadderDiagram diagram, LadderLayout layout)
    {
        var margins = LadderMargins.Of(diagram, layout);
        FigureView open = View(diagram, layout, margins);
        return diagram.Folds.Count == 0
            ? [open]
            : [View(diagram, LadderLayout.Of(diagram, folded: true), margins), open];
    }

    private static FigureView View(LadderDiagram diagram, LadderLayout layout, LadderMargins margins) =>
        new(LadderFigure.Of(diagram, layout, margins), LadderRows.Of(diagram, layout));

    private static string Names(LadderDiagram diagram, LadderMargins margins)
    {
        var html = new StringBuilder("<div class=\"dtls-names\" aria-hidden=\"true\">");
        int count = diagram.Participants.Count;
        for (int i = 0; i < count; i++)
        {
            double share = (double)i / (count - 1);
            string beside = $"{margins.Left}px - var(--dtls-room-after, {margins.Right}px)";
            string most = count == 2 ? "60%" : $"calc((100% - {beside}) / {count - 1} - 8px)";
            html.Append(
                CultureInfo.InvariantCulture,
                $"<span style=\"left:calc({margins.Left}px + (100% - {beside}) * "
                    + $"{share:0.####});max-width:{most}\">{Html.Encode(diagram.Participants[i])}</span>"
            );
        }
        return html.Append("</div>").ToString();
    }

    private static string Note(LadderLayout layout) =>
        LadderText.Missing(layout, int.MaxValue) is { Length: > 0 } note
            ? $"<p class=\"dtls-note\">{Html.Encode(note)}</p>"
            : "";
}
