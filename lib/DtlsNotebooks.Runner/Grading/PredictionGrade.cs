namespace DtlsNotebooks.Runner.Grading;

/// <summary>What became of one prediction.</summary>
/// <param name="Question">The question's name.</param>
/// <param name="Typed">What was typed; null where nothing was.</param>
/// <param name="IsRight">Whether it is what came, or close to it.</param>
internal sealed record PredictionGrade(string Question, string? Typed, bool IsRight);
