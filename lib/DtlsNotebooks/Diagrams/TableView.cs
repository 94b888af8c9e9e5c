namespace DtlsNotebooks.Diagrams;

/// <summary>A table of words and figures. What it shows, not how it is drawn.</summary>
public sealed record TableView
{
    /// <summary>What the rows are, in a few words.</summary>
    public required string Title { get; init; }

    /// <summary>The heading of each column, from left to right.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>The rows from top to bottom, each with one cell a column.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> Rows { get; init; }

    /// <summary>For each column whether its cells are set to the right, as figures are; empty for none.</summary>
    public IReadOnlyList<bool> RightAligned { get; init; } = [];
}
