namespace DtlsNotebooks.Pictures.Plotting.Figures;

/// <summary>A line of words at a place.</summary>
internal sealed record FigureLabel
{
    /// <summary>Horizontal place.</summary>
    public required double X { get; init; }

    /// <summary>Vertical place.</summary>
    public required double Y { get; init; }

    /// <summary>Where the words lie, seen from the place, as plotly.js names it.</summary>
    public string Position { get; init; } = "middle center";

    /// <summary>Pixels by which the place is moved to the right.</summary>
    public double Shift { get; init; }

    /// <summary>The horizontal room in units of the axis, 0 for no bound: what does not fit is shortened.</summary>
    public double Room { get; init; }

    /// <summary>The words, in pieces of one look each.</summary>
    public required IReadOnlyList<FigureRun> Runs { get; init; }
}
