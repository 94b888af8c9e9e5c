namespace DtlsNotebooks.Tests.Notebooks;

/// <summary>The tests that share the runs of the chapters.</summary>
[CollectionDefinition(Name)]
#pragma warning disable CA1711 // It is a collection, in xunit's sense.
public sealed class ChapterRunsCollection : ICollectionFixture<ChapterRuns>
#pragma warning restore CA1711
{
    /// <summary>The collection's name.</summary>
    public const string Name = "Runs of the chapters";
}
