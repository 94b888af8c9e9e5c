using System.Globalization;
using System.Text;

namespace DtlsNotebooks.Pictures.Sketches;

/// <summary>A replay window while records arrive: which are taken, which are refused, and why (RFC 6347, 4.1.2.6).</summary>
internal static class ReplaySketch
{
    private const int ShownCells = 16;

    /// <summary>The picture of numbers in the order of their arrival.</summary>
    /// <param name="numbers">The record numbers of one epoch and one sender.</param>
    /// <param name="size">How many numbers the window holds.</param>
    public static Sketch Of(IReadOnlyList<ulong> numbers, int size)
    {
        List<Step> steps = [.. Steps(numbers, size)];
        int refused = steps.Count(step => step.Refused.Length > 0);
        return new Sketch
        {
            Kind = "replay-window",
            Title = string.Create(CultureInfo.InvariantCulture, $"A replay window of {size} numbers"),
            Sentence = string.Create(
                CultureInfo.InvariantCulture,
                $"{steps.Count} records arrive: {steps.Count - refused} are taken, {refused} refused."
            ),
            Drawing = Draw(steps),
            Text = string.Join('\n', steps.Select(Write)),
        };
    }

    private static IEnumerable<Step> Steps(IReadOnlyList<ulong> numbers, int size)
    {
        HashSet<ulong> seen = [];
        ulong newest = 0;
        foreach (ulong number in numbers)
        {
            string refused =
                seen.Contains(number) ? "it came before"
                : seen.Count > 0 && number + (ulong)size <= newest ? "it is older than the window"
                : "";
            if (refused.Length == 0)
            {
                newest = seen.Count == 0 ? number : Math.Max(newest, number);
                seen.Add(number);
            }
            yield return new Step(number, refused, [.. Cells(seen, newest, Math.Min(size, ShownCells))]);
        }
    }

    private static IEnumerable<(ulong Number, bool Seen)> Cells(HashSet<ulong> seen, ulong newest, int count)
    {
        for (int back = count - 1; back >= 0; back--)
        {
            if (newest >= (ulong)back)
                yield return (newest - (ulong)back, seen.Contains(newest - (ulong)back));
        }
    }

    private static string Draw(List<Step> steps)
    {
        var html = new StringBuilder(
            "<table class=\"dtls-table\"><thead><tr><th scope=\"col\">Arrives</th><th scope=\"col\">The window after it</th><th scope=\"col\">Verdict</th></tr></thead><tbody>"
        );
        foreach (Step step in steps)
        {
            html.Append(
                CultureInfo.InvariantCulture,
                $"<tr><td class=\"dtls-right\">{step.Number}</td><td aria-hidden=\"true\">"
            );
            foreach ((ulong number, bool taken) in step.Cells)
            {
                string now = number == step.Number ? " dtls-cell-now" : "";
                html.Append(
                    CultureInfo.InvariantCulture,
                    $"<span class=\"dtls-cell{(taken ? " dtls-cell-on" : "")}{now}\">{number}</span>"
                );
            }
            string verdict =
                step.Refused.Length == 0 ? "✓ taken" : $"<b class=\"dtls-bad\">✗ refused: {step.Refused}</b>";
            html.Append(CultureInfo.InvariantCulture, $"</td><td>{verdict}</td></tr>");
        }
        return html.Append("</tbody></table>").ToString();
    }

    private static string Write(Step step)
    {
        string cells = string.Concat(step.Cells.Select(cell => cell.Seen ? '█' : '░'));
        string verdict = step.Refused.Length == 0 ? "✓ taken" : $"✗ refused: {step.Refused}";
        return string.Create(CultureInfo.InvariantCulture, $"{step.Number, 6}  {cells, -ShownCells}  {verdict}");
    }

    private sealed record Step(ulong Number, string Refused, IReadOnlyList<(ulong Number, bool Seen)> Cells);
}
