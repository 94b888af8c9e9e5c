namespace DtlsNotebooks.Tests.Notebooks.Answers;

/// <summary>What the file of a chapter says of one exercise.</summary>
/// <param name="Cell">The id of the cell in which a student answers.</param>
/// <param name="Wrong">Answers that must be refused.</param>
/// <param name="Right">Answers of other styles that must be accepted.</param>
internal sealed record ExerciseAnswers(string Cell, IReadOnlyList<WrongAnswer> Wrong, IReadOnlyList<CodeText> Right);
