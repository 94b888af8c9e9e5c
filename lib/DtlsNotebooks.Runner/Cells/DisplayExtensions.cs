namespace DtlsNotebooks.Runner.Cells;

/// <summary>Shows values from within an expression, as in the notebook kernel.</summary>
public static class DisplayExtensions
{
    /// <summary>Shows a value at this place of the cell's output.</summary>
    /// <param name="value">The value.</param>
    /// <param name="mimeTypes">The wanted forms; none means those that its type prefers.</param>
    /// <returns>A receipt; as a cell's last expression it shows nothing more.</returns>
    public static DisplayedValue Display(this object? value, params string[] mimeTypes) =>
        CellDisplay.Show(value, mimeTypes);

    /// <summary>Shows a text as content of the given type.</summary>
    /// <param name="value">The content.</param>
    /// <param name="mimeType">Its type, for example <c>text/html</c>.</param>
    /// <returns>A receipt; as a cell's last expression it shows nothing more.</returns>
    public static DisplayedValue DisplayAs(this string value, string mimeType) => CellDisplay.ShowAs(value, mimeType);
}
