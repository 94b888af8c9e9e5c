namespace DtlsNotebooks.Benchmarks.Relays;

/// <summary>What a client saw of its datagrams.</summary>
/// <param name="Returned">How many came back as they were sent.</param>
/// <param name="Lost">How many did not.</param>
/// <param name="Elapsed">From the first to the return of the last.</param>
internal sealed record RelayRun(long Returned, long Lost, TimeSpan Elapsed)
{
    /// <summary>Datagrams a second, there and back each counted; null where none came back.</summary>
    public double? Rate => Returned > 0 && Elapsed > TimeSpan.Zero ? 2 * Returned / Elapsed.TotalSeconds : null;
}
