namespace DtlsNotebooks.Pictures.Plotting;

/// <summary>Named numbers of a <see cref="Chart"/>.</summary>
public sealed record Series
{
    /// <summary>Points.</summary>
    /// <param name="name">What they are.</param>
    /// <param name="x">Horizontal values.</param>
    /// <param name="y">Vertical values, one for each of <paramref name="x"/>; NaN for a gap.</param>
    /// <exception cref="ArgumentException">There are not as many of one as of the other.</exception>
    public Series(string name, IEnumerable<double> x, IEnumerable<double> y)
    {
        Name = name;
        X = [.. x];
        Y = [.. y];
        if (X.Count != Y.Count)
        {
            throw new ArgumentException(
                $"The series “{name}” has {X.Count} x values and {Y.Count} y values: give as many of one as of the "
                    + "other.",
                nameof(y)
            );
        }
    }

    /// <summary>Values at 1, 2, 3 …, or one for each category of a <see cref="BarChart"/>.</summary>
    /// <param name="name">What they are.</param>
    /// <param name="values">The values; NaN for a gap.</param>
    public Series(string name, IEnumerable<double> values)
    {
        Name = name;
        Y = [.. values];
        X = [.. Enumerable.Range(1, Y.Count)];
    }

    /// <summary>Points as pairs.</summary>
    /// <param name="name">What they are.</param>
    /// <param name="points">The points.</param>
    public Series(string name, IEnumerable<(double X, double Y)> points)
    {
        var list = points.ToList();
        Name = name;
        X = [.. list.Select(point => point.X)];
        Y = [.. list.Select(point => point.Y)];
    }

    /// <summary>What the numbers are.</summary>
    public string Name { get; init; }

    /// <summary>Horizontal values.</summary>
    public IReadOnlyList<double> X { get; }

    /// <summary>Vertical values.</summary>
    public IReadOnlyList<double> Y { get; }

    /// <summary>The lower end of each value's whisker, in the unit of <see cref="Y"/>; empty for no whiskers.</summary>
    /// <exception cref="ArgumentException">Their number is not that of the values.</exception>
    public IReadOnlyList<double> Low
    {
        get;
        init => field = Matching(value, nameof(Low));
    } = [];

    /// <summary>The upper end of each value's whisker, in the unit of <see cref="Y"/>; empty for no whiskers.</summary>
    /// <exception cref="ArgumentException">Their number is not that of the values.</exception>
    public IReadOnlyList<double> High
    {
        get;
        init => field = Matching(value, nameof(High));
    } = [];

    private IReadOnlyList<double> Matching(IReadOnlyList<double> ends, string name) =>
        ends.Count == 0 || ends.Count == Y.Count
            ? ends
            : throw new ArgumentException(
                $"{name} has {ends.Count} ends for {Y.Count} values of “{Name}”: give one for each.",
                name
            );
}
