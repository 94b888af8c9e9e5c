using System.Globalization;
using System.Text;
using DtlsNotebooks.Pictures.Markup;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Pictures.Timelines;

/// <summary>Turns lanes into a timeline.</summary>
internal static class LanesTimeline
{
    private const int MostMarksInHover = 8;

    // A talk is thinner than the handshake before it, so that the two differ without colour.
    private const double Thin = 0.2;
    private const string Arrows = "datagram to the server, to the client";

    private static readonly TimelineSign ToServer = new(Arrows, "triangle-right", '▸', Palette.PlainUdp, Palette.Paper);
    private static readonly TimelineSign ToClient = new(Arrows, "triangle-left", '◂', Palette.PlainUdp, Palette.Paper);
    private static readonly TimelineSign Lost = new(
        "lost datagram",
        "x-thin",
        '×',
        Palette.Alert,
        Palette.Paper,
        Loud: true
    );

    /// <summary>The timeline of a picture.</summary>
    public static Timeline Of(LanesDiagram diagram)
    {
        Dictionary<LaneKind, TimelineInk> inks = Enum.GetValues<LaneKind>()
            .ToDictionary(kind => kind, kind => Ink(kind, diagram.KindNames));
        bool few = diagram.Groups.Sum(group => group.Lanes.Count) <= 40;
        return new Timeline
        {
            Title = diagram.Title,
            Sentence = TimelineSentence.Of(diagram),
            Subtitle = diagram.Subtitle,
            RowsAre = "lanes",
            Inks = [.. inks.Values],
            Groups =
            [
                .. diagram.Groups.Select(group => new TimelineGroup(
                    group.Title,
                    [
                        .. group.Lanes.Select(lane => Row(lane, inks, few)),
                        .. group.Server is { } server ? [Row(server, inks, few)] : Array.Empty<TimelineRow>(),
                    ]
                )),
            ],
        };
    }

    private static TimelineRow Row(Lane lane, Dictionary<LaneKind, TimelineInk> inks, bool few) =>
        new()
        {
            Name = lane.Name,
            Bars =
            [
                .. lane.Spans.Select(span => new TimelineBar(
                    inks[span.Kind],
                    span.Start.TotalMilliseconds,
                    span.End.TotalMilliseconds,
                    Hover(lane, span, inks[span.Kind], few)
                )),
            ],
            Marks = [.. lane.Marks.Select(mark => new TimelineMark(Sign(mark), mark.Time.TotalMilliseconds))],
            Failure = lane.Failure,
        };

    private static TimelineSign Sign(LaneMark mark) =>
        mark.Lost ? Lost
        : mark.Direction == Direction.ToServer ? ToServer
        : ToClient;

    private static string Hover(Lane lane, LaneSpan span, TimelineInk ink, bool few)
    {
        var text = new StringBuilder(
            $"{PlainText.OneLine(lane.Name)}: {PlainText.OneLine(ink.Name)}\n{TimelineFormat.Of(span.Start, span.End)}"
        );
        if (span.Text.Length > 0)
            text.Append('\n').Append(PlainText.Fit(PlainText.OneLine(span.Text), 80));
        var marks = lane
            .Marks.Where(mark =>
                mark.Time >= span.Start && (mark.Time < span.End || (mark.Time == span.End && span == lane.Spans[^1]))
            )
            .ToList();
        if (marks.Count > 0)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"\n{marks.Count} datagram{(marks.Count == 1 ? "" : "s")}{(few ? ":" : "")}"
            );
        }

        foreach (LaneMark? mark in marks.Take(few ? MostMarksInHover : 0))
            text.Append('\n').Append(Line(mark));
        if (few && marks.Count > MostMarksInHover)
            text.Append("\n…");
        if (lane.Failure.Length > 0 && span == lane.Spans[^1])
            text.Append("\nin the end: ").Append(PlainText.Fit(PlainText.OneLine(lane.Failure), 80));
        return text.ToString();
    }

    private static string Line(LaneMark mark) =>
        PlainText.Fit(
            $"{Sign(mark).Letter} {TimelineFormat.Of(mark.Time)} {PlainText.OneLine(mark.Text)}".TrimEnd(),
            70
        );

    private static TimelineInk Ink(LaneKind kind, IReadOnlyDictionary<LaneKind, string> names)
    {
        TimelineInk ink = kind switch
        {
            LaneKind.Waiting => new TimelineInk("waiting for the server", Palette.Waiting, '░', Quiet: true),
            LaneKind.Handshake => new TimelineInk("handshake", Palette.Handshake, '█'),
            LaneKind.Echo => new TimelineInk("question and answer", Palette.ApplicationData, '▒')
            {
                Top = Thin,
                Bottom = 1 - Thin,
            },
            LaneKind.Pausing => new TimelineInk(
                "pause: the client sends nothing",
                Palette.ApplicationData,
                '·',
                Quiet: true
            )
            {
                Hatched = true,
                Top = Thin,
                Bottom = 1 - Thin,
            },
            LaneKind.Closing => new TimelineInk("goodbye", Palette.Lifeline, '▌'),
            LaneKind.Failed => new TimelineInk("in vain", Palette.Alert, 'x'),
            _ => new TimelineInk("working", Palette.PlainUdp, '▓'),
        };
        return names.TryGetValue(kind, out string? name) ? ink with { Name = name } : ink;
    }
}
