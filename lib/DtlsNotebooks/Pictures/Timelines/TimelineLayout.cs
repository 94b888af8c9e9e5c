using DtlsNotebooks.Pictures.Markup;

namespace DtlsNotebooks.Pictures.Timelines;

/// <summary>
/// Where everything of a timeline lies: vertically in pixels, horizontally in milliseconds. Rows get thinner as they
/// become more,
/// so that hundreds still stand in one view.
/// </summary>
internal sealed record TimelineLayout
{
    // All fits into one view of a page of 700 pixels.
    private const int UsualWidth = 674;
    private const int LeastInnerWidth = 360;
    private const int MostHeight = 990;
    private const double LeastRowsRoom = 300;
    private const double TallestRow = 30;
    private const double ThinnestRow = 1.6;
    private const double LeastBar = 4;
    private const double TitleHeight = 28;
    private const double NumbersHeight = 22;
    private const double GroupGap = 10;
    private const double AxisTitleHeight = 18;
    private const int MostNameColumns = 22;
    private const int LeastRight = 18;

    // Widths of the widest usual system font at the sizes used.
    private const double NameWidth = 7.6;
    private static readonly int[] Everies = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

    /// <summary>The groups.</summary>
    public required IReadOnlyList<PlacedGroup> Groups { get; init; }

    /// <summary>The rows of all groups.</summary>
    public required IReadOnlyList<PlacedRow> Rows { get; init; }

    /// <summary>Height of a row in pixels.</summary>
    public required double RowHeight { get; init; }

    /// <summary>Height of the whole drawing in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>The axis.</summary>
    public required TimeScale Time { get; init; }

    /// <summary>Pixels before the axis, for names.</summary>
    public required int Left { get; init; }

    /// <summary>Pixels behind the axis, for words about failures.</summary>
    public required int Right { get; init; }

    /// <summary>
    /// The width of the drawing's inside, in pixels, for which marks and shortest bars are laid out; it is never less
    /// on a screen.
    /// </summary>
    public int InnerWidth => Math.Max(LeastInnerWidth, UsualWidth - Left - Right);

    /// <summary>Height of a bar in pixels.</summary>
    public double BarHeight =>
        RowHeight
        * (
            RowHeight >= 20 ? 0.6
            : RowHeight >= 8 ? 0.74
            : RowHeight >= 3 ? 0.86
            : 1
        );

    /// <summary>Every how manyeth row has its name beside it.</summary>
    public int NameEvery => Everies.First(every => every * RowHeight >= 13);

    /// <summary>Height of the names' font in pixels.</summary>
    public double NameSize => RowHeight * NameEvery >= 16 ? 12.5 : 11;

    /// <summary>Whether rows are tall enough for marks and for words behind them.</summary>
    public bool HasMarks => RowHeight >= 7;

    /// <summary>Size of a mark in pixels.</summary>
    public double MarkSize => Math.Clamp(BarHeight * 0.42, 4.5, 8);

    /// <summary>Milliseconds to a pixel where the drawing is narrowest.</summary>
    public double Pixel => (Time.To - Time.From) / InnerWidth;

    /// <summary>Lays a timeline out.</summary>
    public static TimelineLayout Of(Timeline timeline)
    {
        double height = RowHeightFor(timeline);
        List<PlacedGroup> groups = [];
        List<PlacedRow> rows = [];
        double top = 0.0;
        foreach (TimelineGroup group in timeline.Groups)
        {
            double title = top + (TitleHeight / 2);
            top += (group.Title.Length > 0 ? TitleHeight : 4) + (height < 13 ? 6 : 0);
            rows.AddRange(group.Rows.Select((row, i) => new PlacedRow(row, i, top + (i * height))));
            double bottom = top + (Math.Max(group.Rows.Count, 1) * height);
            groups.Add(new PlacedGroup(group.Title, title, top, bottom));
            top = bottom + NumbersHeight + GroupGap;
        }
        var time = TimeScale.Of(
            timeline.Rows.SelectMany(row => row.Bars.SelectMany(bar => new[] { bar.Start, bar.End }).Append(row.End))
        );
        int left =
            22 + (int)(timeline.Rows.Select(row => PlainText.Columns(Name(row))).DefaultIfEmpty(0).Max() * NameWidth);
        return new TimelineLayout
        {
            Groups = groups,
            Rows = rows,
            RowHeight = height,
            Height = (int)Math.Ceiling(Math.Max(top - GroupGap, 40) + AxisTitleHeight),
            Time = time,
            Left = left,
            Right = Math.Max(LeastRight, height >= 13 ? Behind(timeline, time, left) : 0),
        };
    }

    /// <summary>A row's name as it stands beside it.</summary>
    public static string Name(TimelineRow row) => PlainText.Fit(PlainText.OneLine(row.Name), MostNameColumns);

    /// <summary>The words behind a row that failed.</summary>
    public static string Failure(TimelineRow row) => PlainText.Fit(PlainText.OneLine(row.Failure), 2 * MostNameColumns);

    /// <summary>The bars as they are drawn.</summary>
    public IEnumerable<DrawnBar> Bars()
    {
        foreach (PlacedRow row in Rows)
        {
            DrawnBar? drawn = null;
            foreach (TimelineBar bar in row.Row.Bars)
            {
                double to = Math.Max(bar.End, bar.Start + (LeastBar * Pixel));
                if (drawn is not null && drawn.Ink == bar.Ink && bar.Start - drawn.To <= 0.3 * Pixel)
                {
                    drawn = drawn with { To = Math.Max(drawn.To, to) };
                    continue;
                }
                if (drawn is not null)
                    yield return drawn;
                drawn = new DrawnBar(bar.Ink, bar.Start, to, row);
            }
            if (drawn is not null)
                yield return drawn;
        }
    }

    /// <summary>The marks as they are drawn: inside their bars, and none upon another.</summary>
    public IEnumerable<DrawnMark> Marks() =>
        Rows.SelectMany(row => MarkPlacement.Of(row, MarkSize * Pixel, onlyLoud: !HasMarks));

    private static double RowHeightFor(Timeline timeline)
    {
        double beside = (timeline.Groups.Count * (TitleHeight + 6 + NumbersHeight + GroupGap)) + AxisTitleHeight;
        double room = Math.Max(MostHeight - beside, LeastRowsRoom);
        double height = Math.Clamp(room / Math.Max(timeline.Rows.Count(), 1), ThinnestRow, TallestRow);
        return height > 3 ? Math.Floor(height * 2) / 2 : height;
    }

    // How far words behind a row reach over the end of the axis, of which they take a share themselves.
    private static int Behind(Timeline timeline, TimeScale time, int left)
    {
        int right = LeastRight;
        for (int pass = 0; pass < 4; pass++)
        {
            int inner = Math.Max(LeastInnerWidth, UsualWidth - left - right);
            right = timeline
                .Rows.Where(row => row.Failure.Length > 0)
                .Select(row =>
                    LeastRight
                    + (int)(
                        (PlainText.Columns(Failure(row)) * NameWidth)
                        - ((time.To - row.End) / (time.To - time.From) * inner)
                    )
                )
                .DefaultIfEmpty(0)
                .Max();
        }
        return right;
    }
}
