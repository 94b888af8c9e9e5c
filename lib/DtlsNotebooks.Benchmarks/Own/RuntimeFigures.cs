using System.Globalization;

namespace DtlsNotebooks.Benchmarks.Own;

/// <summary>What the runtime has done so far in a program of the library, a line of its standard output.</summary>
/// <param name="Allocated">Bytes allocated on the managed heap.</param>
/// <param name="Collections">Garbage collections of any generation.</param>
/// <param name="OldCollections">Those among them of the oldest generation.</param>
/// <param name="Pause">How long collections have stopped all threads.</param>
/// <param name="Contentions">How often a thread had to wait for a lock.</param>
internal sealed record RuntimeFigures(
    long Allocated,
    long Collections,
    long OldCollections,
    TimeSpan Pause,
    long Contentions
)
{
    /// <summary>What one asks a program with.</summary>
    public const string Question = "runtime";

    /// <summary>The figures of this process.</summary>
    public static RuntimeFigures Now() =>
        new(
            GC.GetTotalAllocatedBytes(),
            GC.CollectionCount(0),
            GC.CollectionCount(2),
            GC.GetTotalPauseDuration(),
            Monitor.LockContentionCount
        );

    /// <summary>Reads a line.</summary>
    /// <returns>The figures, or null where the line is none.</returns>
    public static RuntimeFigures? Parse(string line) =>
        line.Split(' ') is [Question, .. var texts]
        && texts.Select(Number).ToArray() is [long allocated, long collections, long old, long pause, long contentions]
            ? new RuntimeFigures(allocated, collections, old, TimeSpan.FromTicks(pause), contentions)
            : null;

    /// <summary>What happened between an earlier moment and this one.</summary>
    public RuntimeFigures Since(RuntimeFigures earlier) =>
        new(
            Allocated - earlier.Allocated,
            Collections - earlier.Collections,
            OldCollections - earlier.OldCollections,
            Pause - earlier.Pause,
            Contentions - earlier.Contentions
        );

    /// <summary>The line.</summary>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Question} {Allocated} {Collections} {OldCollections} {Pause.Ticks} {Contentions}"
        );

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;
}
