namespace DtlsNotebooks.Pictures.Timelines;

/// <summary>Makes a line from row to row out of its stops.</summary>
internal static class PathSteps
{
    /// <summary>
    /// The corners of the line. Where many stops share one pixel, only the first, the highest, the lowest and the last
    /// of them
    /// are kept, which draws the same.
    /// </summary>
    /// <param name="stops">Where the line goes; in the order of time.</param>
    /// <param name="pixel">The width of a pixel in milliseconds.</param>
    public static IEnumerable<TimelineStop> Of(IReadOnlyList<TimelineStop> stops, double pixel)
    {
        TimelineStop? before = null;
        foreach (IGrouping<double, TimelineStop> column in stops.GroupBy(stop => Math.Floor(stop.Time / (pixel / 2))))
        {
            List<TimelineStop> all = [.. column];
            TimelineStop[] kept =
                all.Count <= 4 ? [.. all] : [all[0], all.MinBy(stop => stop.Row), all.MaxBy(stop => stop.Row), all[^1]];
            foreach (TimelineStop stop in kept)
            {
                // Stay in the row, then go straight up or down.
                if (before is { } last)
                {
                    yield return last with
                    {
                        Time = stop.Time,
                    };
                }

                yield return stop;
                before = stop;
            }
        }
    }
}
