using System.Globalization;
using System.Text;
using DtlsNotebooks.Pictures.Markup;

namespace DtlsNotebooks.Pictures.Sketches;

/// <summary>Draws the state machine, with the steps lit that were made.</summary>
internal static class MachineSketch
{
    private static readonly (MachineStep Step, string Words, string Path, int X, int Y, string Anchor)[] Arrows =
    [
        (MachineStep.Buffered, "flight put together", "M150 62 V112", 160, 92, "start"),
        (MachineStep.Sent, "flight sent, timer set", "M150 162 V252", 160, 212, "start"),
        (MachineStep.SentLast, "last flight sent", "M220 137 H430 V252", 240, 129, "start"),
        (MachineStep.HeardNext, "next flight received", "M80 277 H30 V37 H80", 38, 28, "start"),
        (MachineStep.HeardLast, "last flight received", "M220 277 H360", 228, 269, "start"),
        (MachineStep.TimerRanOut, "timer ran out", "M100 252 V162", 92, 200, "end"),
        (MachineStep.Woken, "the other side repeats", "M200 252 V162", 210, 240, "start"),
        (
            MachineStep.Repeated,
            "the other side repeats: last flight again",
            "M470 252 V100 H220 V112",
            480,
            180,
            "start"
        ),
    ];

    private static readonly (string Name, int X, int Y)[] States =
    [
        ("PREPARING", 80, 12),
        ("SENDING", 80, 112),
        ("WAITING", 80, 252),
        ("FINISHED", 360, 252),
    ];

    /// <summary>The picture of one side.</summary>
    public static Sketch Of(string side, HandshakeMachine machine)
    {
        int timers = machine.Steps.GetValueOrDefault(MachineStep.TimerRanOut);
        int flights = machine.Steps.GetValueOrDefault(MachineStep.Buffered);
        bool done = machine.Steps.ContainsKey(MachineStep.HeardLast) || machine.Steps.ContainsKey(MachineStep.SentLast);
        return new Sketch
        {
            Kind = "state-machine",
            Title = $"The handshake as the {side} went through it",
            Sentence = string.Create(
                CultureInfo.InvariantCulture,
                $"The {side} sent {flights} flight{(flights == 1 ? "" : "s")}, its timer ran out {timers} time{(timers == 1 ? "" : "s")}, and it {(done ? "reached" : "did not reach")} FINISHED."
            ),
            Drawing = Draw(machine),
            Text = Write(machine),
        };
    }

    private static string Draw(HandshakeMachine machine)
    {
        var svg = new StringBuilder(
            "<svg viewBox=\"0 0 760 320\" width=\"760\" class=\"dtls-machine\" aria-hidden=\"true\"><defs><marker id=\"dtls-tip\" markerWidth=\"8\" markerHeight=\"8\" refX=\"7\" refY=\"4\" orient=\"auto\"><path d=\"M0 0L8 4L0 8Z\" fill=\"context-stroke\"/></marker></defs>"
        );
        foreach ((MachineStep step, string words, string path, int x, int y, string anchor) in Arrows)
        {
            int count = machine.Steps.GetValueOrDefault(step);
            string lit = count > 0 ? " class=\"dtls-lit\"" : "";
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<g{lit}><path d=\"{path}\" marker-end=\"url(#dtls-tip)\"/><text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{words}{(count > 0 ? $" · {count}×" : "")}</text></g>"
            );
        }
        foreach ((string name, int x, int y) in States)
        {
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<rect x=\"{x}\" y=\"{y}\" width=\"140\" height=\"50\" rx=\"8\"/><text x=\"{x + 70}\" y=\"{y + 31}\" text-anchor=\"middle\" class=\"dtls-name-of-state\">{name}</text>"
            );
        }
        svg.Append("</svg><ul class=\"dtls-spoken\">");
        foreach (string line in Lines(machine))
            svg.Append("<li>").Append(Html.Encode(line)).Append("</li>");
        return svg.Append("</ul>").ToString();
    }

    private static string Write(HandshakeMachine machine) => string.Join('\n', Lines(machine));

    private static IEnumerable<string> Lines(HandshakeMachine machine) =>
        Enum.GetValues<MachineStep>()
            .Select(step =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Way(step)}: {Arrows.First(arrow => arrow.Step == step).Words}, {machine.Steps.GetValueOrDefault(step)} times"
                )
            );

    private static string Way(MachineStep step) =>
        step switch
        {
            MachineStep.Buffered => "PREPARING → SENDING",
            MachineStep.Sent => "SENDING → WAITING",
            MachineStep.SentLast => "SENDING → FINISHED",
            MachineStep.HeardNext => "WAITING → PREPARING",
            MachineStep.HeardLast => "WAITING → FINISHED",
            MachineStep.Repeated => "FINISHED → SENDING",
            _ => "WAITING → SENDING",
        };
}
