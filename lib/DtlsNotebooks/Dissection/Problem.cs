namespace DtlsNotebooks.Dissection;

/// <summary>Where and why bytes make no sense.</summary>
/// <param name="Offset">Offset of the first such byte from the start of what was parsed.</param>
/// <param name="Reason">Why, in a sentence.</param>
public sealed record Problem(int Offset, string Reason)
{
    /// <summary>The problem in words.</summary>
    public override string ToString() => $"byte {Offset}: {Reason}";
}
