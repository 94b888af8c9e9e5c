using DtlsNotebooks.Tests.Runner.Book;

namespace DtlsNotebooks.Tests.Pictures;

/// <summary>The tests that share one browser, and one book to look at with it.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserTests : ICollectionFixture<Browser>, ICollectionFixture<WholeBook>
{
    /// <summary>The name of the collection.</summary>
    public const string Name = "browser";
}
