using System.Globalization;
using DtlsNotebooks.Pictures.Markup;
using DtlsNotebooks.Pictures.Plotting;

namespace DtlsNotebooks.Pictures.Ladders;

/// <summary>The rows of a ladder as something to choose: what each says, and what it opens.</summary>
internal static class LadderRows
{
    private const int MostDetails = 60;

    /// <summary>One stripe a datagram and one a fold, from top to bottom.</summary>
    public static IReadOnlyList<FigureRow> Of(LadderDiagram diagram, LadderLayout layout) =>
        [
            .. layout
                .Rows.Select(row => new FigureRow(
                    row.Top,
                    LadderLayout.RowHeight,
                    Name(diagram, row),
                    Details(diagram, row)
                ))
                .Concat(
                    layout
                        .Silences.Where(silence => silence.Folded > 0)
                        .Select(fold => new FigureRow(fold.Top, LadderLayout.RowHeight, fold.Text + ". Open", []))
                )
                .OrderBy(row => row.Top),
        ];

    private static string Name(LadderDiagram diagram, LadderRow row) =>
        $"{PlainText.OneLine(diagram.Participants[row.Message.From])} to "
        + $"{PlainText.OneLine(diagram.Participants[row.Message.To])}: {PlainText.OneLine(row.Message.Label)}, "
        + LadderText.Size(row.Message).Replace(" · ", ", ", StringComparison.Ordinal);

    private static IReadOnlyList<string> Details(LadderDiagram diagram, LadderRow row)
    {
        LadderMessage message = row.Message;
        string times = string.Create(
            CultureInfo.InvariantCulture,
            $"sent at {LadderLayout.Milliseconds(message.Sent, 3)}"
                + $"{(message.Delivered is { } delivered ? $", delivered at {LadderLayout.Milliseconds(delivered, 3)}" : "")}"
        );
        return
        [
            times,
            .. message.Band is { } band ? [PlainText.OneLine(band)] : Array.Empty<string>(),
            .. message.Parts.Count > 1 || message.Parts.Any(part => part.Encrypted) ? message.Parts.Select(Words) : [],
            .. message.Details.Take(MostDetails).Select(line => Indent(line) + PlainText.OneLine(line.Trim())),
            .. message.Details.Count > MostDetails ? ["…"] : Array.Empty<string>(),
        ];
    }

    private static string Words(Proxy.DatagramPart part) =>
        $"{PlainText.OneLine(part.Label)}: {(part.Encrypted ? "encrypted" : "readable by anyone on the way")}";

    private static string Indent(string line) => line[..(line.Length - line.TrimStart(' ').Length)];
}
