using System.Diagnostics;
using System.Text.RegularExpressions;
using DtlsNotebooks.Runner.Execution;
using DtlsNotebooks.Runner.Exercises;
using DtlsNotebooks.Runner.Notebooks;
using DtlsNotebooks.Runner.Reporting;
using DtlsNotebooks.Runner.Results;

namespace DtlsNotebooks.Runner.Grading;

/// <summary>Grades one notebook after another. No notebook can stop it, and it changes none.</summary>
/// <param name="repository">The repository's top folder.</param>
/// <param name="course">The chapters.</param>
/// <param name="isolation">What keeps a notebook from the network.</param>
/// <param name="limits">What a notebook may take.</param>
internal sealed partial class Grader(
    string repository,
    IReadOnlyList<CourseChapter> course,
    Isolation isolation,
    GradeLimits limits
)
{
    /// <summary>How often a notebook is run again without the cell that hung or ended its process.</summary>
    private const int MostRuns = 4;

    private readonly IReadOnlySet<string> _library = LibraryNames.In(Path.Combine(repository, "lib", "bin"));

    /// <summary>Grades a notebook.</summary>
    /// <param name="file">The file.</param>
    /// <param name="student">How it is called in the table.</param>
    /// <param name="cancellation">Stops at once.</param>
    /// <exception cref="OperationCanceledException">It was stopped from outside.</exception>
    public async Task<Grade> GradeAsync(string file, string student, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var grade = new Grade { Student = student };
        try
        {
            grade = await GradeAsync(grade, Submission.Load(file), cancellation).ConfigureAwait(false);
        }
        catch (NotebookFormatException e)
        {
            grade = grade with { Trouble = e.Message };
        }
#pragma warning disable CA1031 // One file in thirty must not stop the others, whatever it holds.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            grade = grade with { Trouble = $"It could not be graded: {e.Message}" };
        }

        return grade with
        {
            Elapsed = clock.Elapsed,
        };
    }

    private async Task<Grade> GradeAsync(Grade grade, Submission submission, CancellationToken cancellation)
    {
        if (submission.Cells.Count == 0)
            return grade with { Trouble = "The notebook has no cells." };
        if (CourseChapter.Of(course, submission) is not { } chapter)
            return grade with { Trouble = "It is no chapter of this course. It was not run." };

        var pairing = new Pairing(chapter, submission);
        var plan = new GradingPlan(chapter, submission, pairing, _library);
        IReadOnlyList<PlannedCell> inTheCourse = plan.InTheCourse();
        IReadOnlyList<CellRun> graded = await RunAsync(inTheCourse, MostRuns, cancellation).ConfigureAwait(false);
        IReadOnlyList<string> failed = plan.IsRearranged
            ? Failures(plan.AsHandedIn(), await RunAsync(plan.AsHandedIn(), 1, cancellation).ConfigureAwait(false))
            : Failures(inTheCourse, graded);
        return grade with
        {
            Chapter = chapter.Document.Title,
            Exercises =
            [
                .. chapter.Exercises.Select(exercise => GradeOf(exercise, chapter, pairing, plan, inTheCourse, graded)),
            ],
            Predictions = PredictionsOf(chapter, inTheCourse, graded),
            Answers = HandInSheet.Read(chapter, submission, pairing),
            FailedCells = failed,
            Names = EvidenceNames.In(submission, pairing),
            Remarks = [.. RemarksOn(chapter, submission, pairing, plan)],
        };
    }

    /// <summary>Runs cells; where one hangs or ends the process, again without it.</summary>
    private async Task<IReadOnlyList<CellRun>> RunAsync(
        IReadOnlyList<PlannedCell> plan,
        int mostRuns,
        CancellationToken cancellation
    )
    {
        var guilty = new Dictionary<int, CellRun>();
        for (int run = 1; ; run++)
        {
            List<int> places = [.. Enumerable.Range(0, plan.Count).Where(place => !guilty.ContainsKey(place))];
            using var scratch = new ScratchCourse(repository);
            NotebookRun done = await NotebookRunner
                .RunAsync(
                    DocumentOf(plan, places, scratch.Notebooks),
                    scratch.Notebooks,
                    new RunOptions
                    {
                        Check = false,
                        GoesOn = true,
                        Timeout = limits.Cell,
                        Whole = limits.Notebook,
                        Bounds = new WorkerBounds(limits.Memory, isolation.Wrapper),
                    },
                    cancellation
                )
                .ConfigureAwait(false);
            int end = done.Cells.ToList().FindIndex(EndedTheRun);
            if (end < 0 || run >= mostRuns)
            {
                return
                [
                    .. Enumerable
                        .Range(0, plan.Count)
                        .Select(place => guilty.GetValueOrDefault(place) ?? done.Cells[places.IndexOf(place)]),
                ];
            }

            guilty.Add(places[end], done.Cells[end]);
        }
    }

    private static bool EndedTheRun(CellRun cell) =>
        cell.Error is { Kind: CellErrorKind.Timeout or CellErrorKind.ProcessDied };

    private static NotebookDocument DocumentOf(IReadOnlyList<PlannedCell> plan, List<int> places, string folder) =>
        new()
        {
            Path = Path.Combine(folder, "hand-in.ipynb"),
            Text = "",
            Cells =
            [
                .. places.Select(
                    (place, index) =>
                        new NotebookCell
                        {
                            Id = $"cell-{place}",
                            Index = index,
                            Number = place + 1,
                            Kind = CellKind.Code,
                            Source = plan[place].Source,
                            Heading = "",
                        }
                ),
            ],
        };

    private static List<string> Failures(IReadOnlyList<PlannedCell> plan, IReadOnlyList<CellRun> runs)
    {
        var failures = new List<string>();
        for (int i = 0; i < plan.Count; i++)
        {
            if (runs[i].Error is { } error)
            {
                string place = plan[i].Student is { } own ? $"code cell {own.Number}" : $"cell \"{plan[i].CourseId}\"";
                failures.Add($"{place}: {error.Type}: {FirstLine(error.Message)}");
            }
        }

        int left = runs.Count(run => !run.WasRun);
        if (left > 0)
            failures.Add($"{Words.Count(left, "cell")} behind it could not be run");
        return failures;
    }

    private static ExerciseGrade GradeOf(
        Exercise exercise,
        CourseChapter chapter,
        Pairing pairing,
        GradingPlan plan,
        IReadOnlyList<PlannedCell> cells,
        IReadOnlyList<CellRun> runs
    )
    {
        if (pairing.StudentCell(exercise.CellId) is not { } own || !plan.IsEdited(own))
        {
            string why = pairing.StudentCell(exercise.CellId) is null ? "Its cell is gone." : "";
            return new ExerciseGrade(exercise.Name, ExerciseVerdict.Untouched, why);
        }

        if (!chapter.Checks.TryGetValue(exercise.Name, out NotebookCell? check))
            return new ExerciseGrade(exercise.Name, ExerciseVerdict.Error, "The course has no check for it.");
        if (ErrorOf(cells, runs, cell => ReferenceEquals(cell.Student, own)) is { } ownError)
            return new ExerciseGrade(exercise.Name, ExerciseVerdict.Error, ownError);
        int place = cells.ToList().FindIndex(cell => cell.CourseId == check.Id);
        string? said = runs[place]
            .Outputs.OfType<DisplayOutput>()
            .Where(output => output.IsResult)
            .Select(output => output.Data.GetValueOrDefault("text/plain"))
            .LastOrDefault(text => text?.StartsWith(plan.Seal + " ", StringComparison.Ordinal) == true);
        if (said is null)
        {
            string why = runs[place].Error is { } error
                ? $"{error.Type}: {FirstLine(error.Message)}"
                : "Its check could not be run.";
            return new ExerciseGrade(exercise.Name, ExerciseVerdict.Error, why);
        }

        string[] words = said.Split(' ', 3);
        if (words[1] != "right")
            return new ExerciseGrade(exercise.Name, ExerciseVerdict.NotYet, words.ElementAtOrDefault(2) ?? "");
        IReadOnlyList<string> redeclared = plan.Redeclared(exercise);
        return redeclared.Count == 0
            ? new ExerciseGrade(exercise.Name, ExerciseVerdict.Right, "")
            : new ExerciseGrade(
                exercise.Name,
                ExerciseVerdict.Doubtful,
                $"The check says right, but the answer declares {Quoted(redeclared)} again, on which the check relies."
            );
    }

    private static string? ErrorOf(
        IReadOnlyList<PlannedCell> cells,
        IReadOnlyList<CellRun> runs,
        Func<PlannedCell, bool> which
    ) =>
        Enumerable
            .Range(0, cells.Count)
            .Where(place => which(cells[place]) && runs[place].Error is not null)
            .Select(place => $"{runs[place].Error!.Type}: {FirstLine(runs[place].Error!.Message)}")
            .FirstOrDefault();

    private static List<PredictionGrade> PredictionsOf(
        CourseChapter chapter,
        IReadOnlyList<PlannedCell> cells,
        IReadOnlyList<CellRun> runs
    )
    {
        var sentences = new Dictionary<string, Match>(StringComparer.Ordinal);
        for (int i = 0; i < cells.Count; i++)
        {
            List<string> asked = [.. Question().Matches(cells[i].Source).Select(match => match.Groups["name"].Value)];
            List<Match> told = asked.Count == 0 ? [] : Told().Matches(runs[i].StandardOutput).ToList();
            for (int n = 0; n < Math.Min(asked.Count, told.Count); n++)
                sentences[asked[n]] = told[n];
        }

        var predicted = new List<PredictionGrade>();
        foreach (string question in chapter.Predictions.Select(prediction => prediction.Question).OfType<string>())
        {
            Match told = sentences.GetValueOrDefault(question, Match.Empty);
            string? typed = told.Groups["typed"].Success ? told.Groups["typed"].Value : null;
            bool isRight = typed is not null && (told.Groups["right"].Success || told.Groups["close"].Success);
            predicted.Add(new PredictionGrade(question, typed, isRight));
        }

        return predicted;
    }

    private static IEnumerable<string> RemarksOn(
        CourseChapter chapter,
        Submission submission,
        Pairing pairing,
        GradingPlan plan
    )
    {
        foreach ((string name, NotebookCell check) in chapter.Checks)
        {
            if (pairing.StudentCell(check.Id) is { } own && plan.IsEdited(own))
                yield return $"the check of {name} was edited; the course's own was run";
        }

        foreach (SubmittedCell cell in submission.Cells.Where(cell => cell.Kind == CellKind.Code))
        {
            if (plan.LibraryNamesIn(cell) is { Count: > 0 } names)
                yield return $"code cell {cell.Number} declares {Quoted(names)}, a name of the course's library";
        }

        List<string> copied =
        [
            .. chapter
                .Exercises.Where(exercise =>
                    exercise.Solution is { } solution
                    && pairing.StudentCell(exercise.CellId) is { } own
                    && plan.IsEdited(own)
                    && own.Core == SubmittedCell.CoreOf(solution)
                )
                .Select(exercise => exercise.Name),
        ];
        if (copied.Count > 0)
            yield return $"the folded solution, word for word: {string.Join(", ", copied)}";

        var given = chapter
            .Exercises.Select(exercise => exercise.CellId)
            .Concat(chapter.Predictions.Select(prediction => prediction.CellId))
            .Concat(chapter.Checks.Values.Select(check => check.Id))
            .ToHashSet(StringComparer.Ordinal);
        int edited = submission.Cells.Count(cell =>
            cell.Kind == CellKind.Code
            && pairing.CourseCell(cell) is { } original
            && !given.Contains(original.Id)
            && plan.IsEdited(cell)
        );
        int deleted = chapter.Document.CodeCells.Count(cell => pairing.StudentCell(cell.Id) is null);
        int added = pairing.Added.Count(cell => cell.Kind == CellKind.Code);
        int foreign = submission.Cells.Count(cell => cell.ForeignLanguage is not null);
        if (edited > 0)
            yield return $"{Words.Count(edited, "experiment")} edited";
        if (deleted > 0)
            yield return $"{Words.Count(deleted, "code cell")} deleted";
        if (added > 0)
            yield return $"{Words.Count(added, "code cell")} added";
        if (foreign > 0)
            yield return $"{Words.Count(foreign, "cell")} not in C#, not run";
    }

    private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"\"{name}\""));

    private static string FirstLine(string text) => text.Split('\n')[0].Trim();

    [GeneratedRegex(@"\bPrediction\.Compare\(\s*""(?<name>[^""]+)""")]
    private static partial Regex Question();

    [GeneratedRegex(
        @"^(?:You said (?<typed>.*?)\. )?(?:(?<right>Right: it is .*)|It is .*(?<close>: close)|It is .*)\.\r?$",
        RegexOptions.Multiline
    )]
    private static partial Regex Told();
}
