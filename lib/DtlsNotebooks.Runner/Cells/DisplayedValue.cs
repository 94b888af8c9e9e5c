namespace DtlsNotebooks.Runner.Cells;

/// <summary>
/// The receipt for a displayed value. It cannot be updated, because that does not work in the kernel either.
/// </summary>
public sealed class DisplayedValue
{
    internal DisplayedValue() { }
}
