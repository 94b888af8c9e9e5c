namespace DtlsNotebooks.Runner.Grading;

/// <summary>What became of one exercise under the course's own check.</summary>
/// <param name="Name">What its first line calls it.</param>
/// <param name="Verdict">The verdict.</param>
/// <param name="Hint">The hint that helps, or what went wrong; empty for a right answer.</param>
internal sealed record ExerciseGrade(string Name, ExerciseVerdict Verdict, string Hint);
