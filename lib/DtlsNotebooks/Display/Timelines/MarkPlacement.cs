namespace DtlsNotebooks.Display.Timelines;

/// <summary>Places the marks of a row.</summary>
internal static class MarkPlacement
{
    /// <summary>The marks that can be told apart: moved a little where they would stick out of their bar, left out where another is too near.</summary>
    /// <param name="row">The row.</param>
    /// <param name="width">The width of a mark, in milliseconds.</param>
    public static IEnumerable<DrawnMark> Of(PlacedRow row, double width)
    {
        var kept = new SortedSet<double>();
        foreach (var mark in row.Row.Marks.OrderByDescending(mark => mark.Sign.Loud))
        {
            var bar = row.Row.Bars.LastOrDefault(bar => bar.Start <= mark.Time && mark.Time <= bar.End);
            if (Place(mark, bar, width) is not { } time)
                continue;
            if (kept.GetViewBetween(time - width, time + width).Count > 0)
                continue;
            kept.Add(time);
            yield return new DrawnMark(mark.Sign, bar is null || bar.Ink.Quiet ? mark.Sign.Color : mark.Sign.OnBar ?? mark.Sign.Color, time, row);
        }
    }

    private static double? Place(TimelineMark mark, TimelineBar? bar, double width)
    {
        if (bar is null || mark.Sign.OnBar is null)
            return mark.Time;
        var half = 0.55 * width;
        return bar.End - bar.Start < 2 * half ? null : Math.Clamp(mark.Time, bar.Start + half, bar.End - half);
    }
}
