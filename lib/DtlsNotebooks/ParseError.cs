namespace DtlsNotebooks;

/// <summary>Where and why bytes make no sense.</summary>
/// <param name="Offset">
/// Offset in bytes, from the start of what was parsed, of the first byte that makes no sense.
/// </param>
/// <param name="Reason">Why, in one sentence.</param>
public sealed record ParseError(int Offset, string Reason)
{
    /// <inheritdoc/>
    public override string ToString() => $"At byte {Offset}: {Reason}";
}
