using DtlsNotebooks.Runner.Exercises;
using DtlsNotebooks.Runner.Notebooks;

namespace DtlsNotebooks.Runner.Grading;

/// <summary>
/// Which cell of a student's notebook is which of the chapter's: by its id, else by its text, else by what it declares
/// or asks.
/// </summary>
internal sealed class Pairing
{
    private readonly Dictionary<SubmittedCell, NotebookCell> _ofTheCourse = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, SubmittedCell> _ofTheStudent = new(StringComparer.Ordinal);
    private readonly Submission _submission;

    /// <summary>Pairs the cells.</summary>
    /// <param name="chapter">The chapter.</param>
    /// <param name="submission">The student's notebook.</param>
    public Pairing(CourseChapter chapter, Submission submission)
    {
        _submission = submission;

        // An exercise may have been copied before it was solved: the last one counts that is not the blank any more.
        foreach (Exercise exercise in chapter.Exercises)
        {
            NotebookCell blank = chapter.Document.Cells.First(cell => cell.Id == exercise.CellId);
            string core = SubmittedCell.CoreOf(blank.Source);
            var named = submission
                .Cells.Where(cell =>
                    cell.Kind == CellKind.Code && (cell.Id == blank.Id || NameOf(cell.Source) == exercise.Name)
                )
                .ToList();
            if ((named.LastOrDefault(cell => cell.Core != core) ?? named.FirstOrDefault()) is { } chosen)
                Pair(chosen, blank);
        }

        PairBy(chapter, (student, course) => student.Id.Length > 0 && student.Id == course.Id);
        var cores = chapter.Document.Cells.ToDictionary(cell => cell, cell => SubmittedCell.CoreOf(cell.Source));
        PairBy(chapter, (student, course) => student.Core == cores[course]);
        var keys = new Dictionary<object, string?>(ReferenceEqualityComparer.Instance);
        string? KeyOf(object cell, string source) =>
            keys.TryGetValue(cell, out string? key) ? key : keys[cell] = CellCode.KeyOf(source);
        PairBy(
            chapter,
            (student, course) =>
                course.Kind == CellKind.Code
                && KeyOf(course, course.Source) is { } key
                && KeyOf(student, student.Source) == key
        );
    }

    /// <summary>The course's cell that a student's cell is, or null for one that the student added.</summary>
    /// <param name="cell">The student's cell.</param>
    public NotebookCell? CourseCell(SubmittedCell cell) => _ofTheCourse.GetValueOrDefault(cell);

    /// <summary>The student's cell in the place of the course's, or null where it was deleted.</summary>
    /// <param name="id">The id of the course's cell.</param>
    public SubmittedCell? StudentCell(string id) => _ofTheStudent.GetValueOrDefault(id);

    /// <summary>The cells that the student added, in order.</summary>
    public IEnumerable<SubmittedCell> Added => _submission.Cells.Where(cell => !_ofTheCourse.ContainsKey(cell));

    private static string? NameOf(string source) => ExerciseSheet.NameOf(source.TrimStart());

    private void PairBy(CourseChapter chapter, Func<SubmittedCell, NotebookCell, bool> same)
    {
        foreach (NotebookCell course in chapter.Document.Cells.Where(cell => !_ofTheStudent.ContainsKey(cell.Id)))
        {
            SubmittedCell? found = _submission.Cells.FirstOrDefault(cell =>
                cell.Kind == course.Kind && !_ofTheCourse.ContainsKey(cell) && same(cell, course)
            );
            if (found is not null)
                Pair(found, course);
        }
    }

    private void Pair(SubmittedCell student, NotebookCell course)
    {
        if (_ofTheCourse.TryAdd(student, course))
            _ofTheStudent.Add(course.Id, student);
    }
}
