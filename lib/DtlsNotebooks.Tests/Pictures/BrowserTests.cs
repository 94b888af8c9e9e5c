namespace DtlsNotebooks.Tests.Pictures;

/// <summary>The tests that share one browser.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserTests : ICollectionFixture<Browser>
{
    /// <summary>The name of the collection.</summary>
    public const string Name = "browser";
}
