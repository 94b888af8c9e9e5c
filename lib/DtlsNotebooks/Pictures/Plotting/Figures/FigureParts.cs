namespace DtlsNotebooks.Pictures.Plotting.Figures;

/// <summary>An axis of a <see cref="Figure"/>.</summary>
internal sealed record FigureAxis
{
    /// <summary>The value at its start (left or bottom); may be larger than <see cref="To"/>.</summary>
    public required double From { get; init; }

    /// <summary>The value at its end (right or top).</summary>
    public required double To { get; init; }

    /// <summary>Its title, with the unit.</summary>
    public string Title { get; init; } = "";

    /// <summary>Logarithmic; <see cref="From"/> and <see cref="To"/> are then powers of ten.</summary>
    public bool Log { get; init; }

    /// <summary>Whether line, numbers and title are drawn.</summary>
    public bool Visible { get; init; }

    /// <summary>Whether it has grid lines.</summary>
    public bool Grid { get; init; }

    /// <summary>Where the axis is marked; empty to leave that to plotly.js.</summary>
    public IReadOnlyList<double> Ticks { get; init; } = [];

    /// <summary>What stands at each of <see cref="Ticks"/>; lines parted by "\n".</summary>
    public IReadOnlyList<string> TickTexts { get; init; } = [];

    /// <summary>The marks are names, not numbers.</summary>
    public bool Named { get; init; }

    /// <summary>Pixels that stay free inside the plot area before <see cref="From"/>; for labels.</summary>
    public int RoomBefore { get; init; }

    /// <summary>Pixels that stay free inside the plot area after <see cref="To"/>; for labels.</summary>
    public int RoomAfter { get; init; }

    /// <summary>
    /// The same in a narrow window, where labels that are <see cref="FigureLabel.WideOnly"/> are left out; 0 for no
    /// difference.
    /// </summary>
    public int NarrowRoomAfter { get; init; }
}

/// <summary>Pixels on each side.</summary>
internal sealed record FigureMargin(int Left, int Right, int Top, int Bottom);

/// <summary>Words of one look.</summary>
/// <param name="Text">The words; plain text.</param>
/// <param name="Color">Their colour.</param>
/// <param name="Size">Height of the font in pixels.</param>
/// <param name="Bold">Whether they are bold.</param>
/// <param name="Cut">Whether these are the words to shorten where room is short.</param>
/// <param name="Whole">Whether they stay on one line.</param>
internal sealed record FigureRun(
    string Text,
    string Color,
    double Size,
    bool Bold = false,
    bool Cut = false,
    bool Whole = false
);
