namespace DtlsNotebooks.Benchmarks.Growth;

/// <summary>What one server used in one round, with a given number of sessions open.</summary>
/// <param name="IdleMilliseconds">Processor time in a second in which nobody spoke, in milliseconds.</param>
/// <param name="FewMicroseconds">Processor time an echo while a few talked and the others were silent.</param>
/// <param name="AllMicroseconds">Processor time an echo while all talked in turn.</param>
internal sealed record GrowthRound(double IdleMilliseconds, double FewMicroseconds, double AllMicroseconds);
