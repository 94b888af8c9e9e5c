using DtlsNotebooks.Display;

namespace DtlsNotebooks.Pictures.Tables;

/// <summary>A small table.</summary>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed record TableView : IDisplayable
{
    /// <summary>What it shows; empty for none.</summary>
    public required string Title { get; init; }

    /// <summary>The names of the columns.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>The rows, a cell a column; missing cells are empty.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> Rows { get; init; }

    /// <summary>For each column whether it is set flush right, as numbers are; missing ones are not.</summary>
    public IReadOnlyList<bool> RightAligned { get; init; } = [];

    /// <inheritdoc/>
    public string ToHtml() => TableHtml.Write(this);

    /// <inheritdoc/>
    public string ToText() => TableText.Write(this);

    /// <summary>The same as <see cref="ToText"/>.</summary>
    public override string ToString() => ToText();
}
