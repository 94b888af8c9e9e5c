namespace DtlsNotebooks.Tests.Notebooks.Answers;

/// <summary>An answer that must be refused.</summary>
/// <param name="Code">What stands in the student's cell.</param>
/// <param name="Hint">Words of the hint that must come.</param>
internal sealed record WrongAnswer(CodeText Code, string Hint);
