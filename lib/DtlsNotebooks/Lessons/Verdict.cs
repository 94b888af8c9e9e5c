namespace DtlsNotebooks.Lessons;

/// <summary>What a check cell says of an answer.</summary>
/// <param name="Exercise">The exercise it is about.</param>
/// <param name="IsRight">The answer meets every expectation.</param>
/// <param name="Hint">What to look at next; empty for a right answer.</param>
public sealed record Verdict(string Exercise, bool IsRight, string Hint)
{
    /// <summary>The verdict as one line of text: "✓ Right" or "○ Not yet", and the hint.</summary>
    /// <returns>The line.</returns>
    public override string ToString() =>
        IsRight ? $"✓ Right: {Exercise}" : $"○ Not yet: {Exercise}. {Hint}";
}
