using DtlsNotebooks.Benchmarks.Figures;

namespace DtlsNotebooks.Benchmarks.Growth;

/// <summary>What one server cost with a given number of sessions open.</summary>
/// <param name="Server">What the tables call it.</param>
/// <param name="Sessions">How many were open.</param>
/// <param name="KilobytesEach">
/// What its resident memory had grown by since its first session, for each session; null where that is lost in the
/// process's own breathing.
/// </param>
/// <param name="LiveKilobytesEach">
/// The same of the managed heap after a full collection; null for a program that does not tell.
/// </param>
/// <param name="Rounds">What it used, round by round.</param>
internal sealed record GrowthPoint(
    string Server,
    int Sessions,
    double? KilobytesEach,
    double? LiveKilobytesEach,
    IReadOnlyList<GrowthRound> Rounds
)
{
    /// <summary>The processor time in a second of silence, in milliseconds.</summary>
    public Spread Idle => Spread.Of(Rounds.Select(round => round.IdleMilliseconds))!;

    /// <summary>The processor time of an echo while a few talk, in microseconds.</summary>
    public Spread Few => Spread.Of(Rounds.Select(round => round.FewMicroseconds))!;

    /// <summary>The processor time of an echo while all talk, in microseconds.</summary>
    public Spread All => Spread.Of(Rounds.Select(round => round.AllMicroseconds))!;
}
