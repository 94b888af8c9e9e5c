namespace DtlsNotebooks.Tests.Notebooks.Answers;

/// <summary>An answer that students give to an exercise.</summary>
/// <param name="Exercise">The exercise's name.</param>
/// <param name="Code">The student's cell, as a student would leave it.</param>
/// <param name="Hint">Words of the hint that fits; null for a right answer.</param>
/// <param name="CellId">The id under which its check is run.</param>
internal sealed record KnownAnswer(string Exercise, string Code, string? Hint, string CellId);
