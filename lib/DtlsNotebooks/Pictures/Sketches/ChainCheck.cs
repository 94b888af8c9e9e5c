namespace DtlsNotebooks.Pictures.Sketches;

/// <summary>One thing that was looked at in a certificate.</summary>
/// <param name="Passed">How it went; null for what nobody asked for.</param>
/// <param name="Words">What was looked at, and what was found.</param>
internal sealed record ChainCheck(bool? Passed, string Words)
{
    /// <summary>The outcome as a sign.</summary>
    public string Sign =>
        Passed switch
        {
            true => "✓",
            false => "✗",
            _ => "–",
        };
}

/// <summary>One certificate of a chain with its checks, or the place where a trusted one should be.</summary>
/// <param name="Role">What it is here, such as "the server's certificate".</param>
/// <param name="Name">Whose it is; empty where there is none.</param>
/// <param name="Checks">What was looked at.</param>
internal sealed record ChainLink(string Role, string Name, IReadOnlyList<ChainCheck> Checks)
{
    /// <summary>It is one of those that this side trusts from the start.</summary>
    public bool IsAnchor { get; init; }

    /// <summary>It stands for the trusted authorities to which no path leads.</summary>
    public bool IsOutOfReach { get; init; }

    /// <summary>Whether all that was looked at is well.</summary>
    public bool IsGood => !IsOutOfReach && Checks.All(check => check.Passed != false);
}
