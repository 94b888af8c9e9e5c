namespace DtlsNotebooks.Runner.Exercises;

/// <summary>A cell that a student is to fill in.</summary>
/// <param name="Name">What its first line calls it, for example <c>Exercise 1</c>.</param>
/// <param name="CellId">The id of the code cell.</param>
/// <param name="Solution">The text of the solution folded away in the prose, or null where there is none.</param>
internal sealed record Exercise(string Name, string CellId, string? Solution);
