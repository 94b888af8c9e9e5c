namespace DtlsNotebooks.Tests.Dtls;

/// <summary>How a handshake ended for the side that is looked at.</summary>
/// <param name="IsDone">It is complete.</param>
/// <param name="Alert">The fatal alert that was sent, as far as it can be read; null where none was.</param>
/// <param name="Facts">What was agreed on, where it is complete.</param>
internal sealed record HandshakeOutcome(bool IsDone, int? Alert, string Facts)
{
    /// <summary>It said no.</summary>
    internal bool IsRefused => Alert is not null;

    /// <summary>It has neither ended nor refused: it waits for something that never comes.</summary>
    internal bool IsStuck => !IsDone && !IsRefused;

    public override string ToString() =>
        IsDone ? $"done ({Facts})"
        : IsRefused ? $"refused with alert {Alert}"
        : "waits in vain";
}
