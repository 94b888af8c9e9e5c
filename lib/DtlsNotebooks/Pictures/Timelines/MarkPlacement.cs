namespace DtlsNotebooks.Pictures.Timelines;

/// <summary>Places the marks of a row.</summary>
internal static class MarkPlacement
{
    /// <summary>
    /// The marks that can be told apart: moved a little where they would stick out of their bar, left out where
    /// another is too near.
    /// </summary>
    /// <param name="row">The row.</param>
    /// <param name="width">The width of a mark, in milliseconds.</param>
    /// <param name="onlyLoud">Rows are too thin for any but loud marks.</param>
    public static IEnumerable<DrawnMark> Of(PlacedRow row, double width, bool onlyLoud)
    {
        var kept = new SortedList<double, TimelineSign>();
        foreach (
            TimelineMark? mark in row
                .Row.Marks.Where(mark => mark.Sign.Loud || !onlyLoud)
                .OrderByDescending(mark => mark.Sign.Loud)
        )
        {
            TimelineBar? bar = row.Row.Bars.LastOrDefault(bar => bar.Start <= mark.Time && mark.Time <= bar.End);
            if (Place(mark, bar, width) is not { } time || !HasRoom(kept, mark.Sign, time, width))
                continue;
            kept.Add(time, mark.Sign);
            yield return new DrawnMark(
                mark.Sign,
                bar is null || bar.Ink.Quiet ? mark.Sign.Color : mark.Sign.OnBar ?? mark.Sign.Color,
                time,
                row
            );
        }
    }

    private static bool HasRoom(SortedList<double, TimelineSign> kept, TimelineSign sign, double time, double width)
    {
        int after = 0;
        while (after < kept.Count && kept.Keys[after] <= time)
            after++;
        return (after == 0 || time - kept.Keys[after - 1] >= Distance(kept.Values[after - 1], sign, width))
            && (after == kept.Count || kept.Keys[after] - time >= Distance(kept.Values[after], sign, width));
    }

    // Arrows of a flight run into one: the next one kept is one that goes the other way, so that there and back can be
    // seen.
    private static double Distance(TimelineSign one, TimelineSign other, double width) =>
        width * (one == other && one.OnBar is not null ? 2.5 : 1.1);

    private static double? Place(TimelineMark mark, TimelineBar? bar, double width)
    {
        if (bar is null || mark.Sign.OnBar is null)
            return mark.Time;
        double half = 0.55 * width;
        if (bar.End - bar.Start < 2 * half)
            return mark.Sign.Loud ? mark.Time : null;
        return Math.Clamp(mark.Time, bar.Start + half, bar.End - half);
    }
}
