using System.Text.RegularExpressions;
using DtlsNotebooks.Runner.Notebooks;

namespace DtlsNotebooks.Runner.Exercises;

/// <summary>
/// The exercises of a notebook. A code cell whose first line is a comment such as <c>// Exercise 1</c> or <c>// Exercise 2b.1</c> is one;
/// its solution is the C# block in the prose that begins with the same line.
/// </summary>
internal static partial class ExerciseSheet
{
    /// <summary>The exercises of a notebook, in order.</summary>
    /// <param name="document">The notebook.</param>
    public static IReadOnlyList<Exercise> Of(NotebookDocument document)
    {
        string prose = string.Join(
            "\n\n",
            document.Cells.Where(cell => cell.Kind == CellKind.Markdown).Select(cell => cell.Source)
        );
        var solutions = CodeBlock().Matches(prose).Select(match => match.Groups["code"].Value).ToList();
        return
        [
            .. from cell in document.CodeCells
            let name = NameOf(cell.Source)
            where name is not null
            select new Exercise(name, cell.Id, solutions.Find(code => NameOf(code) == name)),
        ];
    }

    /// <summary>The notebook with every exercise solved that has a solution.</summary>
    /// <param name="document">The notebook as it stands.</param>
    public static NotebookDocument Solve(NotebookDocument document) =>
        Of(document)
            .Aggregate(
                document,
                (solved, exercise) =>
                    exercise.Solution is null ? solved : solved.WithCell(exercise.CellId, exercise.Solution)
            );

    /// <summary>What the first line of a cell calls the exercise, or null where it is none.</summary>
    /// <param name="code">The cell.</param>
    public static string? NameOf(string code) =>
        FirstLine().Match(code) is { Success: true } match ? match.Groups["name"].Value : null;

    [GeneratedRegex(@"\A// (?<name>Exercise \d+[a-z]?(?:\.\d+)?)(?![\w.]*\d)")]
    private static partial Regex FirstLine();

    [GeneratedRegex(@"^```csharp\n(?<code>.*?)\n```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex CodeBlock();
}
