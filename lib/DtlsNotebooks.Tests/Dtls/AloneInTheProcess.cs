namespace DtlsNotebooks.Tests.Dtls;

/// <summary>Tests that look at what the whole process holds: no other test runs meanwhile.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneInTheProcess
{
    internal const string Name = "alone in the process";
}
