using System.Globalization;
using DtlsNotebooks.Pictures.Markup;

namespace DtlsNotebooks.Pictures.Timelines;

/// <summary>A timeline in block characters, one line a row, in 100 columns.</summary>
internal static class TimelineText
{
    /// <summary>What stands in a picture without rows.</summary>
    public const string Nothing = "Nothing was recorded.";

    private const int Columns = 100;
    private const int MostRows = 40;
    private const int MostNameColumns = 18;

    /// <summary>The whole text form.</summary>
    public static string Write(Timeline timeline)
    {
        IEnumerable<string> heading = new[] { timeline.Title, timeline.Sentence, timeline.Subtitle }.Where(line =>
            line.Length > 0
        );
        return $"{string.Join('\n', heading.SelectMany(line => PlainText.Wrap(line, Columns)))}\n\n{Body(timeline)}";
    }

    /// <summary>The text form without title and subtitle.</summary>
    public static string Body(Timeline timeline)
    {
        if (!timeline.Rows.Any())
            return Nothing;
        int names = timeline.Rows.Select(row => PlainText.Columns(PlainText.OneLine(row.Name))).DefaultIfEmpty(0).Max();
        int left = Math.Min(names, MostNameColumns) + 1;
        int behind = timeline.Rows.Select(row => PlainText.Columns(row.Failure)).DefaultIfEmpty(0).Max();
        var canvas = new TimelineCanvas(
            TimelineLayout.Of(timeline).Time,
            left,
            Columns - left - (behind == 0 ? 1 : Math.Min(behind, 20) + 3)
        );
        int every = Math.Max(1, (int)Math.Ceiling((double)timeline.Rows.Count() / MostRows));
        List<string> lines = [];
        foreach (TimelineGroup group in timeline.Groups)
        {
            if (group.Title.Length > 0)
                lines.Add(PlainText.OneLine(group.Title));
            lines.AddRange(group.Rows.Where((_, i) => i % every == 0).Select(canvas.Row));
            lines.Add(canvas.Axis());
            lines.Add("");
        }
        lines.AddRange(PlainText.Wrap(Legend(timeline), Columns));
        if (every > 1)
        {
            lines.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"One of every {every} of the {timeline.Rows.Count()} {timeline.RowsAre} is shown here."
                )
            );
        }

        return string.Join('\n', lines.Select(line => line.TrimEnd())).TrimEnd('\n');
    }

    private static string Legend(Timeline timeline)
    {
        IEnumerable<TimelineSign> loud = timeline
            .Rows.SelectMany(row => row.Marks)
            .Select(mark => mark.Sign)
            .Where(sign => sign.Loud)
            .Distinct();
        return string.Join(
            "   ",
            timeline
                .UsedInks.Select(ink => $"{ink.Letter} {PlainText.OneLine(ink.Name)}")
                .Concat(loud.Select(sign => $"{sign.Letter} {PlainText.OneLine(sign.Name)}"))
        );
    }
}
