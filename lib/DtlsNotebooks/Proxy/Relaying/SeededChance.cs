namespace DtlsNotebooks.Proxy.Relaying;

/// <summary>
/// Chances that depend on nothing but the seed, the direction, the ordinal of the datagram and what is drawn for:
/// neither the timing of threads nor another rule can change them.
/// </summary>
internal readonly struct SeededChance(int seed, Direction direction, int ordinal)
{
    public enum Purpose
    {
        Loss,
        Duplicate,
        Corrupt,
        CorruptBit,
        Reorder,
        Jitter,
        CopyJitter,
    }

    /// <summary>An evenly spread number, at least 0 and below 1.</summary>
    public double Draw(Purpose purpose) => (Hash(purpose) >> 11) * (1.0 / (1UL << 53));

    public bool Strikes(Purpose purpose, double share) => share > 0 && Draw(purpose) < share;

    // SplitMix64 (Steele, Lea, Flood 2014): its finalizer spreads neighbouring inputs over all 64 bits.
    private ulong Hash(Purpose purpose)
    {
        ulong state = Mix((uint)seed);
        state = Mix(state ^ (((ulong)direction << 8) | (ulong)purpose));
        return Mix(state ^ (uint)ordinal);
    }

    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
