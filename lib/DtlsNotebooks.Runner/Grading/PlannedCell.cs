namespace DtlsNotebooks.Runner.Grading;

/// <summary>A cell that is run for a grade.</summary>
/// <param name="Source">What is run.</param>
/// <param name="CourseId">The id of the course's cell that it stands for; null for one that the student added.</param>
/// <param name="Student">The student's cell where its text is run; null where the text is the course's own.</param>
internal sealed record PlannedCell(string Source, string? CourseId, SubmittedCell? Student);
