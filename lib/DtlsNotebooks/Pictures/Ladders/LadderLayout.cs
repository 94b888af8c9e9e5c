using System.Globalization;

namespace DtlsNotebooks.Pictures.Ladders;

/// <summary>
/// Where everything of a ladder lies, before anything is drawn: rows of one height, so that labels never collide.
/// </summary>
internal sealed record LadderLayout
{
    /// <summary>Height of a row in pixels.</summary>
    public const double RowHeight = 40;

    /// <summary>From the top of a row to the middle of its words.</summary>
    public const double LabelMiddle = 12;

    /// <summary>From the top of a row to the start of its arrow.</summary>
    public const double ArrowStart = 24;

    /// <summary>From the top of a row to the tip of its arrow.</summary>
    public const double ArrowEnd = 34;

    /// <summary>More datagrams than this are not drawn; a last row says how many are missing.</summary>
    public const int MostRows = 1500;

    /// <summary>The datagrams.</summary>
    public required IReadOnlyList<LadderRow> Rows { get; init; }

    /// <summary>The silences.</summary>
    public required IReadOnlyList<LadderSilence> Silences { get; init; }

    /// <summary>The bands.</summary>
    public required IReadOnlyList<LadderBand> Bands { get; init; }

    /// <summary>Height of all rows in pixels.</summary>
    public required double Height { get; init; }

    /// <summary>How many datagrams at the end are left out.</summary>
    public int LeftOut { get; init; }

    /// <summary>Lays a ladder out.</summary>
    /// <param name="diagram">The ladder.</param>
    /// <param name="folded">Whether its known stretches are shown as one band each.</param>
    public static LadderLayout Of(LadderDiagram diagram, bool folded = false)
    {
        var messages = diagram.Messages.Where(message => IsPossible(message, diagram)).Take(MostRows).ToList();
        var rows = new List<LadderRow>(messages.Count);
        var silences = new List<LadderSilence>();
        double top = 0.0;
        Func<TimeSpan, string> format = TimeFormat(messages);
        var gaps = LadderSilences
            .Of(messages, diagram.SilenceThreshold)
            .ToDictionary(gap => gap.Before, gap => gap.Length);
        for (int i = 0; i < messages.Count; i++)
        {
            if (gaps.TryGetValue(i, out TimeSpan gap))
            {
                silences.Add(new LadderSilence(top, Silence(gap, messages[i]), rows.Count));
                top += RowHeight;
            }
            LadderFold? fold = folded
                ? diagram.Folds.FirstOrDefault(fold => fold.First == i && fold.Last >= i && fold.Last < messages.Count)
                : null;
            if (fold is not null)
            {
                silences.Add(new LadderSilence(top, FoldText(fold), rows.Count, fold.Last - i + 1));
                top += RowHeight;
                i = fold.Last;
                continue;
            }
            rows.Add(
                new LadderRow
                {
                    Message = messages[i],
                    Index = rows.Count,
                    Top = top,
                    EndY = top + ArrowEnd,
                    Time = format(messages[i].Sent),
                }
            );
            top += RowHeight;
        }
        LandOvertaken(rows);
        return new LadderLayout
        {
            Rows = rows,
            Silences = silences,
            Bands = LadderBands.Of(rows, silences),
            Height = top,
            LeftOut = diagram.Messages.Count - messages.Count,
        };
    }

    /// <summary>A moment of the capture as a ladder writes it.</summary>
    public static string Milliseconds(TimeSpan time, int decimals) =>
        time.TotalMilliseconds.ToString("F" + decimals, CultureInfo.InvariantCulture) + " ms";

    private static bool IsPossible(LadderMessage message, LadderDiagram diagram) =>
        message.From != message.To
        && (uint)message.From < (uint)diagram.Participants.Count
        && (uint)message.To < (uint)diagram.Participants.Count;

    private static Func<TimeSpan, string> TimeFormat(List<LadderMessage> messages)
    {
        TimeSpan last = messages.Count == 0 ? TimeSpan.Zero : messages[^1].Sent;
        if (last >= TimeSpan.FromSeconds(100))
            return time => time.TotalSeconds.ToString("F2", CultureInfo.InvariantCulture) + " s";
        int decimals = last < TimeSpan.FromMilliseconds(10) ? 2 : 1;
        return time => Milliseconds(time, decimals);
    }

    private static string FoldText(LadderFold fold) =>
        string.Create(CultureInfo.InvariantCulture, $"{fold.Name}: {fold.Last - fold.First + 1} datagrams");

    private static string Silence(TimeSpan gap, LadderMessage after)
    {
        string length =
            gap < TimeSpan.FromSeconds(10)
                ? Milliseconds(gap, 0)
                : gap.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture) + " s";
        return after.SilenceReason is { Length: > 0 } reason
            ? $"{length} of silence — {reason}"
            : $"{length} of silence";
    }

    // An arrow that lands below its overtakers crosses them, which is what reordering looks like.
    private static void LandOvertaken(List<LadderRow> rows)
    {
        for (int i = 0; i < rows.Count; i++)
        {
            if (LastOvertaker(rows, i) is { } last)
                rows[i] = rows[i] with { Overtaken = true, EndY = rows[last].Top + ArrowEnd + 8 };
        }
    }

    private static int? LastOvertaker(List<LadderRow> rows, int index)
    {
        LadderMessage message = rows[index].Message;
        if (!rows[index].Arrived || message.Delivered is not { } delivered)
            return null;
        int? last = null;
        for (int j = index + 1; j < rows.Count && rows[j].Message.Sent < delivered; j++)
        {
            LadderMessage other = rows[j].Message;
            if (other.From == message.From && other.To == message.To && rows[j].Arrived && other.Delivered < delivered)
                last = j;
        }
        return last;
    }
}
