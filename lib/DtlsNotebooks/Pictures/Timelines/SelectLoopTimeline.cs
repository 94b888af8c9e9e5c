using DtlsNotebooks.Pictures.Markup;

namespace DtlsNotebooks.Pictures.Timelines;

/// <summary>Turns the steps of a select loop into a timeline.</summary>
internal static class SelectLoopTimeline
{
    private const string SelectRow = "select";
    private const string OtherRow = "the loop";

    private static readonly TimelineInk Blocked = new("blocked in select", Palette.Waiting, '░', Quiet: true);
    private static readonly TimelineInk Handshake = new("handshake", Palette.Handshake, '█');
    private static readonly TimelineInk Reading = new("reading", Palette.ApplicationData, '▒')
    {
        Top = 0,
        Bottom = 0.5,
    };
    private static readonly TimelineInk Writing = new("writing", Palette.Violet, '▓') { Top = 0.5, Bottom = 1 };
    private static readonly TimelineInk Goodbye = new("goodbye", Palette.Lifeline, '▌') { Top = 0.25, Bottom = 0.75 };
    private static readonly TimelineInk Working = new("other work", Palette.PlainUdp, '▄');
    private static readonly TimelineInk Resending = new("sending again", Palette.ChangeCipherSpec, '▀');
    private static readonly TimelineSign WantRead = new("WANT_READ", "circle", '●', Palette.Text);
    private static readonly TimelineSign WantWrite = new("WANT_WRITE", "square", '■', Palette.Text);
    private static readonly TimelineSign Timer = new("timer ran out", "triangle-down", '▼', Palette.Alert, Loud: true);

    /// <summary>The timeline of a picture.</summary>
    public static Timeline Of(SelectLoopDiagram diagram)
    {
        List<string> names = [SelectRow, .. LaneNames.Sort(diagram.Connections)];
        if (diagram.Steps.Any(step => RowOf(step) == OtherRow))
            names.Add(OtherRow);
        var places = names.Select((name, i) => (name, i)).ToDictionary(pair => pair.name, pair => pair.i);
        ILookup<string, LoopStep> steps = diagram.Steps.ToLookup(RowOf);
        return new Timeline
        {
            Title = diagram.Title,
            Sentence = TimelineSentence.Of(diagram),
            Subtitle = diagram.Subtitle,
            RowsAre = "rows",
            Inks = [Blocked, Handshake, Reading, Writing, Goodbye, Resending, Working],
            Groups = [new TimelineGroup("", [.. names.Select(name => Row(name, [.. steps[name]]))])],
            Path = [.. diagram.Steps.SelectMany(step => Stops(step, places[RowOf(step)]))],
            PathName = "the thread",
        };
    }

    private static string RowOf(LoopStep step) =>
        step.Connection.Length > 0 ? step.Connection
        : step.Activity == LoopActivity.Blocked ? SelectRow
        : OtherRow;

    private static IEnumerable<TimelineStop> Stops(LoopStep step, int row) =>
        [new(step.Start.TotalMilliseconds, row), new(step.End.TotalMilliseconds, row)];

    private static TimelineRow Row(string name, IReadOnlyList<LoopStep> steps) =>
        new()
        {
            Name = name,
            Bars =
            [
                .. steps
                    .Where(step => InkOf(step.Activity) is not null)
                    .Select(step => new TimelineBar(
                        InkOf(step.Activity)!,
                        step.Start.TotalMilliseconds,
                        step.End.TotalMilliseconds,
                        Hover(name, step)
                    )),
            ],
            Marks =
            [
                .. steps
                    .Where(step => SignOf(step.Activity) is not null)
                    .Select(step => new TimelineMark(
                        SignOf(step.Activity)!,
                        step.Start.TotalMilliseconds,
                        Hover(name, step)
                    )),
            ],
        };

    private static TimelineInk? InkOf(LoopActivity activity) =>
        activity switch
        {
            LoopActivity.Blocked => Blocked,
            LoopActivity.Handshake => Handshake,
            LoopActivity.Reading => Reading,
            LoopActivity.Writing => Writing,
            LoopActivity.Goodbye => Goodbye,
            LoopActivity.TimerRanOut => Resending,
            LoopActivity.Working => Working,
            _ => null,
        };

    private static TimelineSign? SignOf(LoopActivity activity) =>
        activity switch
        {
            LoopActivity.WantRead => WantRead,
            LoopActivity.WantWrite => WantWrite,
            LoopActivity.TimerRanOut => Timer,
            _ => null,
        };

    private static string What(LoopStep step) =>
        step.Activity switch
        {
            LoopActivity.WantRead =>
                $"WANT_READ\nat {TimelineFormat.Of(step.Start)}: nothing more to do until a datagram comes",
            LoopActivity.WantWrite =>
                $"WANT_WRITE\nat {TimelineFormat.Of(step.Start)}: the socket takes nothing more for now",
            LoopActivity.TimerRanOut => $"timer ran out\nat {TimelineFormat.Of(step.Start)}; sending again took "
                + $"{TimelineFormat.Of(step.Duration)}",
            _ => $"{InkOf(step.Activity)!.Name}\n{TimelineFormat.Of(step.Start, step.End)}",
        };

    private static string Hover(string name, LoopStep step)
    {
        string text = $"{PlainText.OneLine(name)}: {What(step)}";
        return step.Text.Length == 0 ? text : $"{text}\n{PlainText.Fit(PlainText.OneLine(step.Text), 80)}";
    }
}
