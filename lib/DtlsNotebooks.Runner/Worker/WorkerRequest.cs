namespace DtlsNotebooks.Runner.Worker;

/// <summary>What the runner asks of a worker: to run a cell.</summary>
/// <param name="Number">The cell's number among the code cells, from 1.</param>
/// <param name="Code">Its C# code.</param>
internal sealed record WorkerRequest(int Number, string Code);
