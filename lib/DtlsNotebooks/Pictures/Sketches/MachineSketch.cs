using System.Globalization;
using System.Text;
using DtlsNotebooks.Pictures.Markup;

namespace DtlsNotebooks.Pictures.Sketches;

/// <summary>Draws the state machine, with the steps lit that were made.</summary>
internal static class MachineSketch
{
    private static readonly (MachineStep Step, string Words, string Path, int X, int Y, string Anchor)[] Arrows =
    [
        (MachineStep.Buffered, "flight put together", "M290 60 V117", 280, 94, "end"),
        (MachineStep.Sent, "flight sent, timer set", "M310 170 V267", 322, 222, "start"),
        (MachineStep.SentLast, "last flight sent", "M360 145 H690 V267", 372, 137, "start"),
        (MachineStep.HeardNext, "next flight received", "M220 295 H-20 V35 H217", -12, 25, "start"),
        (MachineStep.HeardLast, "last flight received", "M360 295 H617", 372, 287, "start"),
        (MachineStep.TimerRanOut, "timer ran out", "M235 270 V173", 228, 206, "end"),
        (MachineStep.Woken, "the other side repeats", "M255 270 V173", 228, 242, "end"),
        (MachineStep.Repeated, "the other side repeats: last flight again", "M740 270 V90 H345 V117", 372, 82, "start"),
    ];

    private static readonly (string Name, int X, int Y)[] States =
    [
        ("PREPARING", 220, 10),
        ("SENDING", 220, 120),
        ("WAITING", 220, 270),
        ("FINISHED", 620, 270),
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
                $"The {side} sent {flights} flight{(flights == 1 ? "" : "s")}, its timer {TimedOut(timers)}, and it {(done ? "reached" : "did not reach")} FINISHED."
            ),
            Drawing = Draw(machine),
            Text = Write(machine),
        };
    }

    private static string Draw(HandshakeMachine machine)
    {
        var svg = new StringBuilder(
            "<svg viewBox=\"-40 0 820 330\" width=\"820\" class=\"dtls-machine\" aria-hidden=\"true\"><defs><marker id=\"dtls-tip\" markerWidth=\"12\" markerHeight=\"12\" viewBox=\"0 0 8 8\" refX=\"6\" markerUnits=\"userSpaceOnUse\" refY=\"4\" orient=\"auto\"><path d=\"M0 0L8 4L0 8Z\" fill=\"context-stroke\"/></marker></defs>"
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

    private static string TimedOut(int times) =>
        times switch
        {
            0 => "never ran out",
            1 => "ran out once",
            _ => string.Create(CultureInfo.InvariantCulture, $"ran out {times} times"),
        };
}
