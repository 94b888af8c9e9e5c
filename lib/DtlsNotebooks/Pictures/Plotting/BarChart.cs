namespace DtlsNotebooks.Pictures.Plotting;

/// <summary>A bar for each category, or a group of bars where there are several series.</summary>
/// <example><code>new BarChart("Undetected errors", ["two flips", "swapped words"], [0.01, 100]) { YAxis = "undetected (%)" }</code></example>
public sealed record BarChart : Chart
{
    /// <summary>One bar a category.</summary>
    /// <param name="title">What the reader should see in it.</param>
    /// <param name="categories">The names of the bars.</param>
    /// <param name="values">The length of each.</param>
    /// <exception cref="ArgumentException">There are not as many of one as of the other.</exception>
    public BarChart(string title, IReadOnlyList<string> categories, IReadOnlyList<double> values)
        : this(title, categories, [new Series("", values)]) { }

    /// <summary>A group of bars a category.</summary>
    /// <param name="title">What the reader should see in it.</param>
    /// <param name="categories">The names of the groups.</param>
    /// <param name="series">Series with one value for each category.</param>
    /// <exception cref="ArgumentException">A series has not as many values as there are categories.</exception>
    public BarChart(string title, IReadOnlyList<string> categories, params IReadOnlyList<Series> series)
        : base(title, series)
    {
        Categories = categories;
        if (series.FirstOrDefault(one => one.Y.Count != categories.Count) is { } odd)
        {
            throw new ArgumentException(
                $"There are {categories.Count} categories and {odd.Y.Count} values: give one value for each category.",
                nameof(series)
            );
        }
    }

    /// <summary>The names of the bars, or of the groups of bars.</summary>
    public IReadOnlyList<string> Categories { get; }

    /// <summary>Bars to the right, which leaves room for long names.</summary>
    public bool Horizontal { get; init; }

    internal override string Kind => "bar";
}
