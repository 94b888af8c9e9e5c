namespace DtlsNotebooks.Tests.Dtls;

/// <summary>The tests that look at the threads of all handshakes, so that nobody else makes any meanwhile.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class FiberTests
{
    /// <summary>The name of the collection.</summary>
    public const string Name = "handshake threads";
}
