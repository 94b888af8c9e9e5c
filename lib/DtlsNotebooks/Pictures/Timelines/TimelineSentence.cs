using System.Globalization;

namespace DtlsNotebooks.Pictures.Timelines;

/// <summary>Says what a timeline shows in a sentence made from its data: what a screen reader speaks first.</summary>
internal static class TimelineSentence
{
    /// <summary>The sentence of lanes: for each group how long all of it took and who failed.</summary>
    public static string Of(LanesDiagram diagram) =>
        string.Join(' ', diagram.Groups.Where(group => group.Lanes.Count > 0).Select(Of));

    /// <summary>The sentence of a select loop: how long the thread slept, and what it did between.</summary>
    public static string Of(SelectLoopDiagram diagram)
    {
        if (diagram.Steps.Count == 0)
            return "Nothing was recorded.";
        double share = diagram.Duration > TimeSpan.Zero ? diagram.TimeIn(LoopActivity.Blocked) / diagram.Duration : 0;
        int timers = diagram.Count(LoopActivity.TimerRanOut);
        string timer = timers == 0 ? "" : Inv($", and {Count(timers, "timer")} ran out");
        int goodbyes = diagram.Count(LoopActivity.Goodbye);
        string goodbye = goodbyes == 0 ? "" : Inv($", heard {Count(goodbyes, "goodbye")}");
        return Inv(
            $"One thread served {Count(diagram.Connections.Count, "connection")}: it slept for {100 * share:0} % of {TimelineFormat.Spoken(diagram.Duration)}, read {Count(diagram.Count(LoopActivity.Reading), "time")} and wrote {Count(diagram.Count(LoopActivity.Writing), "time")}{goodbye}{timer}."
        );
    }

    private static string Of(LaneGroup group)
    {
        TimeSpan start = group.Lanes.Min(lane => lane.Start);
        TimeSpan end = group.Lanes.Max(lane => lane.End);
        string name = group.Title.Length > 0 ? $"{char.ToUpperInvariant(group.Title[0])}{group.Title[1..]}: " : "";
        TimeSpan all = Sum(group, _ => true);
        double waited = all > TimeSpan.Zero ? Sum(group, kind => kind == LaneKind.Waiting) / all : 0;
        int failed = group.Lanes.Count(lane => lane.Failure.Length > 0);
        string bad = failed == 0 ? "" : Inv($"; {failed} ended badly");
        string wait = waited >= 0.005 ? Inv($", {100 * waited:0} % of their time waiting") : "";
        return Inv(
            $"{name}{Count(group.Lanes.Count, "lane")} took {TimelineFormat.Spoken(end - start)}{wait}{Server(group, end - start)}{bad}."
        );
    }

    private static string Server(LaneGroup group, TimeSpan whole)
    {
        if (group.Server is not { } server || whole <= TimeSpan.Zero)
            return "";
        double busy = server.Spans.Sum(span => span.Duration.TotalMilliseconds) / whole.TotalMilliseconds;
        return Inv($"; the server was at work for {100 * busy:0} % of it");
    }

    private static TimeSpan Sum(LaneGroup group, Func<LaneKind, bool> counts) =>
        group
            .Lanes.SelectMany(lane => lane.Spans)
            .Where(span => counts(span.Kind))
            .Aggregate(TimeSpan.Zero, (sum, span) => sum + span.Duration);

    private static string Count(int number, string noun) => Inv($"{number} {noun}{(number == 1 ? "" : "s")}");

    private static string Inv(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
