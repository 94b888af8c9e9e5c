using DtlsNotebooks.Pictures.Markup;

namespace DtlsNotebooks.Pictures.Timelines;

/// <summary>Writes the lines of a text timeline.</summary>
/// <param name="time">The axis.</param>
/// <param name="left">Columns before the axis.</param>
/// <param name="columns">Columns of the axis.</param>
internal sealed class TimelineCanvas(TimeScale time, int left, int columns)
{
    /// <summary>A row: its name, a character for each stretch of time, and how it failed.</summary>
    public string Row(TimelineRow row)
    {
        char[] cells = new char[columns];
        Array.Fill(cells, ' ');
        // What happens shows before what waits, however short it was.
        foreach (TimelineBar? bar in row.Bars.OrderByDescending(bar => bar.Ink.Quiet))
        {
            (int from, int to) = (Column(bar.Start), Column(bar.End));
            for (int i = from; i < Math.Max(to, from + 1); i++)
                cells[i] = bar.Ink.Letter;
        }
        foreach (TimelineMark? mark in row.Marks.Where(mark => mark.Sign.Loud))
            cells[Column(mark.Time)] = mark.Sign.Letter;
        string line = new string(cells);
        if (row.Failure.Length > 0)
            line = line.TrimEnd() + "✗ " + PlainText.Fit(PlainText.OneLine(row.Failure), 20);
        return PlainText.PadEnd(PlainText.Fit(PlainText.OneLine(row.Name), left - 1), left) + line;
    }

    /// <summary>The numbers of the axis.</summary>
    public string Axis()
    {
        string line = "";
        for (int i = 0; i < time.Ticks.Count; i++)
        {
            int at = left + Column(time.Ticks[i]);
            string text = i == time.Ticks.Count - 1 ? $"{time.Texts[i]} {time.Unit}" : time.Texts[i];
            at = Math.Min(at, left + columns - 1);
            line = PlainText.PadEnd(line, Math.Max(at, line.Length == 0 ? 0 : line.Length + 1)) + text;
        }
        return line;
    }

    private int Column(double at) =>
        Math.Clamp((int)((at - time.From) / (time.To - time.From) * columns), 0, columns - 1);
}
