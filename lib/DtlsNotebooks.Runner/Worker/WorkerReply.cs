using System.Text.Json.Serialization;
using DtlsNotebooks.Runner.Results;

namespace DtlsNotebooks.Runner.Worker;

/// <summary>What a worker tells the runner.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "reply")]
[JsonDerivedType(typeof(Ready), "ready")]
[JsonDerivedType(typeof(Shown), "shown")]
[JsonDerivedType(typeof(Ended), "ended")]
internal abstract record WorkerReply
{
    /// <summary>The worker can take its first cell.</summary>
    internal sealed record Ready : WorkerReply;

    /// <summary>The running cell showed something.</summary>
    /// <param name="Output">What it showed.</param>
    internal sealed record Shown(CellOutput Output) : WorkerReply;

    /// <summary>The cell has ended.</summary>
    /// <param name="Error">Why it failed, or null.</param>
    /// <param name="Notes">Warnings of the compiler and remarks about output that no notebook would show.</param>
    /// <param name="Milliseconds">How long it took.</param>
    internal sealed record Ended(CellError? Error, IReadOnlyList<string> Notes, double Milliseconds) : WorkerReply;
}
