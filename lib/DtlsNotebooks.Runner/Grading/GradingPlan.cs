using System.Security.Cryptography;
using DtlsNotebooks.Runner.Exercises;
using DtlsNotebooks.Runner.Notebooks;

namespace DtlsNotebooks.Runner.Grading;

/// <summary>
/// What is run for a grade. First the notebook as it was handed in, for the cells that fail. Then the chapter as the
/// course has it, with the student's predictions and answers in it, and the cells that these need: so an edited or a
/// deleted cell spoils no answer, and an edited check passes none.
/// </summary>
internal sealed class GradingPlan
{
    private const string CheckCall = "Exercise.Check(";

    private readonly CourseChapter _chapter;
    private readonly Pairing _pairing;
    private readonly Submission _submission;
    private readonly IReadOnlySet<string> _library;
    private readonly HashSet<string> _blanks;

    /// <summary>Makes a plan.</summary>
    /// <param name="chapter">The chapter as the course has it.</param>
    /// <param name="submission">The student's notebook.</param>
    /// <param name="pairing">Which cell is which.</param>
    /// <param name="library">The names of the library's types.</param>
    public GradingPlan(CourseChapter chapter, Submission submission, Pairing pairing, IReadOnlySet<string> library)
    {
        _chapter = chapter;
        _submission = submission;
        _pairing = pairing;
        _library = library;
        _blanks =
        [
            .. chapter.Exercises.Select(exercise => exercise.CellId),
            .. chapter.Predictions.Select(prediction => prediction.CellId),
        ];
        Needed = FindNeeded();
    }

    /// <summary>A word that no student can know: the sealed checks say their verdict behind it.</summary>
    public string Seal { get; } = "v" + RandomNumberGenerator.GetHexString(24, lowercase: true);

    /// <summary>Cells that the student added and an answer needs.</summary>
    public IReadOnlyList<SubmittedCell> Needed { get; }

    /// <summary>Whether anything but predictions, answers and prose is other than the course has it.</summary>
    public bool IsRearranged
    {
        get
        {
            var code = _submission.Cells.Where(cell => cell.Kind == CellKind.Code).ToList();
            return !code.Select(cell => _pairing.CourseCell(cell)?.Id)
                    .SequenceEqual(_chapter.Document.CodeCells.Select(cell => (string?)cell.Id))
                || code.Any(cell => !_blanks.Contains(_pairing.CourseCell(cell)!.Id) && IsEdited(cell));
        }
    }

    /// <summary>The notebook as it was handed in, without what is no C#.</summary>
    public IReadOnlyList<PlannedCell> AsHandedIn() =>
        [
            .. _submission
                .Cells.Where(cell => cell is { Kind: CellKind.Code, ForeignLanguage: null })
                .Select(cell => new PlannedCell(cell.Source, _pairing.CourseCell(cell)?.Id, cell)),
        ];

    /// <summary>The chapter as the course has it, with the student's predictions and answers.</summary>
    public IReadOnlyList<PlannedCell> InTheCourse()
    {
        var plan = new List<PlannedCell>();
        var checks = _chapter.Checks.ToDictionary(check => check.Value.Id, check => check.Key, StringComparer.Ordinal);
        var waiting = Needed.ToList();
        foreach (NotebookCell cell in _chapter.Document.CodeCells)
        {
            string source = checks.ContainsKey(cell.Id) ? Sealed(cell.Source) : cell.Source;

            // The blank stays where the student's does not compile, so that no later cell fails for it.
            plan.Add(new PlannedCell(source, cell.Id, null));
            if (!_blanks.Contains(cell.Id) || _pairing.StudentCell(cell.Id) is not { } own || !IsEdited(own))
                continue;
            IReadOnlySet<string> used = CellCode.Used(own.Source);
            foreach (SubmittedCell helper in waiting.ToList())
            {
                if (!_chapter.Exercises.Any(exercise => exercise.CellId == cell.Id) || !IsFor(helper, used))
                    continue;
                plan.Add(new PlannedCell(helper.Source, null, helper));
                waiting.Remove(helper);
            }

            if (own.ForeignLanguage is null)
                plan.Add(new PlannedCell(own.Source, cell.Id, own));
        }

        return plan;
    }

    /// <summary>Whether a student's cell says something else than the course's in its place.</summary>
    /// <param name="cell">The student's cell.</param>
    public bool IsEdited(SubmittedCell cell) =>
        _pairing.CourseCell(cell) is not { } course || cell.Core != SubmittedCell.CoreOf(course.Source);

    /// <summary>
    /// The names on which the check of an exercise relies, and which its answer or a cell that this needs declares again.
    /// </summary>
    /// <param name="exercise">The exercise.</param>
    public IReadOnlyList<string> Redeclared(Exercise exercise)
    {
        if (
            _pairing.StudentCell(exercise.CellId) is not { } own
            || !_chapter.Checks.TryGetValue(exercise.Name, out NotebookCell? check)
        )
        {
            return [];
        }
        NotebookCell blank = _chapter.Document.Cells.First(cell => cell.Id == exercise.CellId);
        IReadOnlySet<string> relied = CellCode.Used(check.Source);
        IReadOnlySet<string> free = CellCode.Declared(blank.Source);
        IReadOnlySet<string> checks = CellCode.Declared(check.Source);
        HashSet<string> course = Declared(_chapter.Document.CodeCells);
        return
        [
            .. CellCode
                .Declared(own.Source)
                .Where(name =>
                    !free.Contains(name)
                    && (
                        _library.Contains(name)
                        || (relied.Contains(name) && !checks.Contains(name) && course.Contains(name))
                    )
                )
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>The names of the course and its library that a cell which the student added declares again.</summary>
    /// <param name="cell">The cell.</param>
    public IReadOnlyList<string> LibraryNamesIn(SubmittedCell cell) =>
        [.. CellCode.Declared(cell.Source).Where(_library.Contains).Order(StringComparer.Ordinal)];

    private static HashSet<string> Declared(IEnumerable<NotebookCell> cells) =>
        cells.SelectMany(cell => CellCode.Declared(cell.Source)).ToHashSet(StringComparer.Ordinal);

    private static bool IsFor(SubmittedCell helper, IReadOnlySet<string> used) =>
        CellCode.Declared(helper.Source).Any(used.Contains);

    /// <summary>The cell with its verdict behind the seal, whatever "Exercise" has come to mean.</summary>
    private string Sealed(string source)
    {
        int place = source.LastIndexOf(CheckCall, StringComparison.Ordinal);
        return $"{source[..place]}var {Seal} = global::DtlsNotebooks.Lessons.{source[place..].TrimEnd().TrimEnd(';')};\n"
            + $"\"{Seal} \" + ({Seal}.IsRight ? \"right\" : \"not-yet\") + \" \" + {Seal}.Hint";
    }

    /// <summary>Added cells that declare what an answer uses; none that declares again what the course has.</summary>
    private List<SubmittedCell> FindNeeded()
    {
        HashSet<string> course = Declared(_chapter.Document.CodeCells);
        var candidates = _pairing
            .Added.Where(cell => cell is { Kind: CellKind.Code, ForeignLanguage: null })
            .Where(cell =>
                !CellCode.Declared(cell.Source).Any(name => course.Contains(name) || _library.Contains(name))
            )
            .ToList();
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (Exercise exercise in _chapter.Exercises)
        {
            if (_pairing.StudentCell(exercise.CellId) is { } own)
                used.UnionWith(CellCode.Used(own.Source));
        }

        var needed = new HashSet<SubmittedCell>(ReferenceEqualityComparer.Instance);
        bool grew;
        do
        {
            grew = false;
            foreach (SubmittedCell cell in candidates.Where(cell => !needed.Contains(cell) && IsFor(cell, used)))
            {
                needed.Add(cell);
                used.UnionWith(CellCode.Used(cell.Source));
                grew = true;
                break;
            }
        } while (grew);

        return [.. candidates.Where(needed.Contains)];
    }
}
