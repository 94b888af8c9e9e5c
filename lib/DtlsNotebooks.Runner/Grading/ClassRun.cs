using System.Globalization;
using System.Text;
using DtlsNotebooks.Runner.Notebooks;
using Spectre.Console;

namespace DtlsNotebooks.Runner.Grading;

/// <summary>Grades every notebook in a folder, and says what it does.</summary>
/// <param name="folder">The repository.</param>
/// <param name="console">Where it is said.</param>
internal sealed class ClassRun(NotebookFolder folder, IAnsiConsole console)
{
    private const string Warning = """
        This runs other people's code. It works on a copy of the course, bounded in time, memory and output; but the code
        can read and write whatever you can. To be safe, do it in a container (.binder/README.md says how).
        """;

    /// <summary>Grades a class.</summary>
    /// <param name="handedIn">The folder with the notebooks, or one notebook.</param>
    /// <param name="output">The table to write; null for <c>grades.csv</c> in the folder.</param>
    /// <param name="limits">What a notebook may take.</param>
    /// <param name="cancellation">Stops at once.</param>
    /// <returns>False where there was nothing to grade.</returns>
    /// <exception cref="IOException">The table could not be written.</exception>
    public async Task<bool> RunAsync(
        string handedIn,
        string? output,
        GradeLimits limits,
        CancellationToken cancellation
    )
    {
        TextWriter lines = console.Profile.Out.Writer;
        List<string> files = FilesIn(handedIn);
        if (files.Count == 0)
        {
            await lines.WriteLineAsync($"There is no notebook (.ipynb) in {handedIn}.").ConfigureAwait(false);
            return false;
        }

        string root = File.Exists(handedIn) ? Path.GetDirectoryName(Path.GetFullPath(handedIn))! : handedIn;
        Isolation isolation = await Isolation.FindAsync().ConfigureAwait(false);
        await lines.WriteLineAsync(Warning).ConfigureAwait(false);
        await lines.WriteLineAsync(isolation.Words).ConfigureAwait(false);
        var course = folder
            .All()
            .Select(NotebookDocument.Load)
            .Select(document => new CourseChapter(document))
            .ToList();
        var grader = new Grader(folder.Root, course, isolation, limits);
        var grades = new List<Grade>();
        foreach (string file in files)
        {
            string student = SafeText.Of(Path.GetRelativePath(root, file), keepLines: false);
            string place = string.Create(CultureInfo.InvariantCulture, $"[{grades.Count + 1}/{files.Count}]");
            await lines.WriteAsync($"{place} {student} … ").ConfigureAwait(false);
            grades.Add(await grader.GradeAsync(file, student, cancellation).ConfigureAwait(false));
            await lines.WriteLineAsync(GradeTable.Outcome(grades[^1])).ConfigureAwait(false);
        }

        GradeTable.Write(console, grades);
        string target = output ?? FreeName(root);
        await File.WriteAllTextAsync(
                target,
                GradeFile.Write(grades),
                new UTF8Encoding(encoderShouldEmitUTF8Identifier: true),
                cancellation
            )
            .ConfigureAwait(false);
        await lines.WriteLineAsync($"The table: {target}").ConfigureAwait(false);
        return true;
    }

    private static List<string> FilesIn(string handedIn)
    {
        if (File.Exists(handedIn))
            return [handedIn];
        var all = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            IgnoreInaccessible = true,
            MatchCasing = MatchCasing.CaseInsensitive,
            // Links could lead in a circle, or out of the folder.
            AttributesToSkip = FileAttributes.ReparsePoint,
        };
        return
        [
            .. Directory
                .EnumerateFiles(handedIn, "*.ipynb", all)
                .Where(file => !file.Contains(".ipynb_checkpoints", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Marks that a teacher may have written into an earlier table are kept.</summary>
    private static string FreeName(string root)
    {
        string name = Path.Combine(root, "grades.csv");
        for (int number = 2; File.Exists(name); number++)
            name = Path.Combine(root, string.Create(CultureInfo.InvariantCulture, $"grades-{number}.csv"));
        return name;
    }
}
