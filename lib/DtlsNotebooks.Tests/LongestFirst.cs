using DtlsNotebooks.Tests;
using DtlsNotebooks.Tests.Kernel;
using DtlsNotebooks.Tests.Notebooks;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace DtlsNotebooks.Tests;

/// <summary>
/// Begins with the tests that run whole chapters one after another: whatever else there is fits beside them, and begun
/// last they would have all others waited for.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(
        IReadOnlyCollection<TTestCollection> testCollections
    )
        where TTestCollection : ITestCollection => [.. testCollections.OrderBy(Rank)];

    private static int Rank<TTestCollection>(TTestCollection collection)
        where TTestCollection : ITestCollection =>
        collection.TestCollectionDisplayName switch
        {
            ChapterRuns.Name => 0,
            string name when name.Contains(nameof(KernelToolTests), StringComparison.Ordinal) => 1,
            _ => 2,
        };
}
