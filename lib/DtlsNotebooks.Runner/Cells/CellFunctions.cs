// The functions keep the kernel's own spelling.
#pragma warning disable IDE1006, CA1707

namespace DtlsNotebooks.Runner.Cells;

/// <summary>What a cell can call without a using, as in the notebook kernel.</summary>
public static class CellFunctions
{
    /// <summary>Shows a value at this place of the cell's output.</summary>
    /// <param name="value">The value.</param>
    /// <param name="mimeTypes">The wanted forms; none means those that its type prefers.</param>
    /// <returns>A receipt; as a cell's last expression it shows nothing more.</returns>
    public static DisplayedValue display(object? value, params string[] mimeTypes) =>
        CellDisplay.Show(value, mimeTypes);
}
