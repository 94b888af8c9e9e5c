namespace DtlsNotebooks.Pictures.Timelines;

/// <summary>
/// A picture with real time to the right, before it is laid out: rows of bars and marks, in groups over one axis.
/// </summary>
internal sealed record Timeline
{
    /// <summary>What happened.</summary>
    public required string Title { get; init; }

    /// <summary>What happened, in a sentence.</summary>
    public string Sentence { get; init; } = "";

    /// <summary>The figures.</summary>
    public required string Subtitle { get; init; }

    /// <summary>What a row is, in the plural, such as "lanes".</summary>
    public required string RowsAre { get; init; }

    /// <summary>All inks, in the order of the legend.</summary>
    public required IReadOnlyList<TimelineInk> Inks { get; init; }

    /// <summary>The groups, from top to bottom.</summary>
    public required IReadOnlyList<TimelineGroup> Groups { get; init; }

    /// <summary>A line from row to row; empty for none.</summary>
    public IReadOnlyList<TimelineStop> Path { get; init; } = [];

    /// <summary>What the legend calls <see cref="Path"/>.</summary>
    public string PathName { get; init; } = "";

    /// <summary>All rows, from top to bottom.</summary>
    public IEnumerable<TimelineRow> Rows => Groups.SelectMany(group => group.Rows);

    /// <summary>The inks that occur, in the order of <see cref="Inks"/>.</summary>
    public IEnumerable<TimelineInk> UsedInks
    {
        get
        {
            var used = Rows.SelectMany(row => row.Bars).Select(bar => bar.Ink).ToHashSet();
            return Inks.Where(used.Contains);
        }
    }
}
