using System.Text.Json.Nodes;
using DtlsNotebooks.Runner.Grading;
using DtlsNotebooks.Runner.Notebooks;
using DtlsNotebooks.Tests.Notebooks;

namespace DtlsNotebooks.Tests.Runner.Grading;

/// <summary>A course of two small chapters on the real library, and what its students hand in.</summary>
public sealed class SmallCourse : IDisposable
{
    internal const string Doubling =
        "// Exercise 1.1\nint Twice(int number)\n{\n    return 0;            // your code\n}";
    internal const string Greeting = "// Exercise 1.2\nstring Greeting() => \"\";            // your code";
    internal const string RightDoubling = "// Exercise 1.1\nint Twice(int number) => number + number;";
    internal const string RightGreeting = "// Exercise 1.2\nstring Greeting() => \"hel\" + \"lo\";";

    private readonly TemporaryRepository _repository = new();
    private readonly Dictionary<string, Grade> _grades = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _one = new(1);
    private Grader? _grader;

    public SmallCourse()
    {
        Copy(Path.Combine(Repository.Root, "lib", "bin"), Path.Combine(_repository.Root, "lib", "bin"));
        _repository.Write("01-small", Chapter());
        _repository.Write(
            "02-other",
            new NotebookText()
                .Prose("# Chapter 2 · Another one")
                .Code(Load)
                .Code("Console.WriteLine(\"something that only chapter two says\");")
        );
        HandedIn = Directory.CreateDirectory(Path.Combine(_repository.Root, "class")).FullName;
    }

    internal static string Load => "#r \"../lib/bin/DtlsNotebooks.dll\"\nusing DtlsNotebooks.Lessons;";

    internal string Root => _repository.Root;

    internal string HandedIn { get; }

    internal GradeLimits Limits { get; } =
        new()
        {
            Cell = TimeSpan.FromSeconds(40),
            Notebook = TimeSpan.FromMinutes(3),
            Memory = 800L << 20,
        };

    /// <summary>The first chapter as the course has it.</summary>
    internal static NotebookText Chapter() =>
        new NotebookText()
            .Prose("# Chapter 1 · A small one")
            .WithId("title")
            .Code(Load)
            .WithId("load")
            .Code("int late = 0;            // your prediction, 0 to 10")
            .WithId("late")
            .Code("int cameLate = 3 + 4;\nPrediction.Compare(\"1.1 late\", late, cameLate);")
            .WithId("late-compare")
            .Code("string Shout(string text) => text.ToUpperInvariant() + \"!\";")
            .WithId("shout")
            .Code("string mine = \"write your own sentence here\";\nConsole.WriteLine(mine);")
            .WithId("mine")
            .Code(Doubling)
            .WithId("exercise-1")
            .Code(
                "Exercise.Check(\"Exercise 1.1\",\n    (() => Twice(2) == 4, \"Twice two is four.\"),\n"
                    + "    (() => Twice(-3) == -6, \"Negative numbers too.\"))"
            )
            .WithId("check-1")
            .Prose($"<details>\n\n```csharp\n{RightDoubling}\n```\n\n</details>")
            .Code(Greeting)
            .WithId("exercise-2")
            .Code(
                "string Loud() => Shout(Greeting());\n\nExercise.Check(\"Exercise 1.2\",\n"
                    + "    (() => Loud() == \"HELLO!\", \"Say hello.\"))"
            )
            .WithId("check-2")
            .Prose("## Questions to hand in\n\nAnswer from your own run.\n\n1. Why is it late?\n2. How many are there?")
            .WithId("hand-in")
            .Prose("## Self-test\n\nNothing here.")
            .WithId("self-test");

    /// <summary>The first chapter with some cells replaced.</summary>
    internal static NotebookText With(params (string Id, string Source)[] cells)
    {
        NotebookText notebook = Chapter();
        foreach ((string id, string source) in cells)
            Cell(notebook, id)["source"] = source;
        return notebook;
    }

    /// <summary>A cell of a notebook.</summary>
    internal static JsonObject Cell(NotebookText notebook, string id) =>
        notebook.Cells.Select(cell => cell!.AsObject()).Single(cell => (string?)cell["id"] == id);

    /// <summary>A code cell that a student added before another one.</summary>
    internal static NotebookText Add(NotebookText notebook, string before, string code, string id = "added")
    {
        notebook.Code(code).WithId(id);
        JsonNode added = notebook.Cells[^1]!;
        notebook.Cells.RemoveAt(notebook.Cells.Count - 1);
        notebook.Cells.Insert(notebook.Cells.IndexOf(Cell(notebook, before)), added);
        return notebook;
    }

    /// <summary>Writes what somebody hands in.</summary>
    internal string HandIn(string name, string text)
    {
        string path = Path.Combine(HandedIn, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Grades a notebook under a name of its own.</summary>
    internal async Task<Grade> GradeAsync(string name, string text)
    {
        await _one.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (_grades.TryGetValue(name, out Grade? known))
                return known;
            _grader ??= new Grader(
                Root,
                [
                    .. Directory
                        .EnumerateFiles(_repository.Notebooks, "*.ipynb")
                        .Select(file => new CourseChapter(NotebookDocument.Load(file))),
                ],
                await Isolation.FindAsync(),
                Limits
            );
            string file = HandIn(name, text);
            Grade grade = await _grader.GradeAsync(file, name, TestContext.Current.CancellationToken);
            Assert.Equal(text, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
            return _grades[name] = grade;
        }
        finally
        {
            _one.Release();
        }
    }

    internal Task<Grade> GradeAsync(string name, NotebookText notebook) => GradeAsync(name, notebook.ToString());

    public void Dispose()
    {
        _repository.Dispose();
        _one.Dispose();
    }

    private static void Copy(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
