namespace DtlsNotebooks.Pictures.Plotting;

/// <summary>Places of a trace, with a null after each line or polygon.</summary>
internal sealed class PointList
{
    private readonly List<double?> _x = [];
    private readonly List<double?> _y = [];

    /// <summary>Horizontal places.</summary>
    public IReadOnlyList<double?> X => _x;

    /// <summary>Vertical places.</summary>
    public IReadOnlyList<double?> Y => _y;

    /// <summary>Adds a place of its own.</summary>
    public void Point(double? x, double? y)
    {
        _x.Add(x);
        _y.Add(y);
    }

    /// <summary>Adds a line.</summary>
    public void Line((double X, double Y) from, (double X, double Y) to)
    {
        Point(from.X, from.Y);
        Point(to.X, to.Y);
        Point(null, null);
    }

    /// <summary>Adds a closed polygon.</summary>
    public void Polygon(params ReadOnlySpan<(double X, double Y)> corners)
    {
        foreach ((double x, double y) in corners)
            Point(x, y);
        Point(corners[0].X, corners[0].Y);
        Point(null, null);
    }
}
