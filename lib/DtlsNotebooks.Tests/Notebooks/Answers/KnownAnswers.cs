using System.Text.Json;
using DtlsNotebooks.Runner.Notebooks;
using DtlsNotebooks.Tests.Notebooks.Shape;

namespace DtlsNotebooks.Tests.Notebooks.Answers;

/// <summary>The answers to the exercises of a chapter that the tests know, from the file of the chapter's name.</summary>
internal sealed class KnownAnswers
{
    private static readonly JsonSerializerOptions Lenient = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    private KnownAnswers(IReadOnlyDictionary<string, ExerciseAnswers> exercises) => Exercises = exercises;

    /// <summary>By the name of the exercise.</summary>
    public IReadOnlyDictionary<string, ExerciseAnswers> Exercises { get; }

    /// <summary>All answers, each with the id under which its check is run.</summary>
    public IEnumerable<KnownAnswer> All =>
        Exercises.SelectMany(exercise =>
            exercise
                .Value.Wrong.Select(wrong => (wrong.Code.Text, Hint: (string?)wrong.Hint))
                .Concat(exercise.Value.Right.Select(right => (right.Text, Hint: (string?)null)))
                .Select(
                    (answer, place) =>
                        new KnownAnswer(
                            exercise.Key,
                            answer.Text,
                            answer.Hint,
                            $"{exercise.Value.Cell}-answer-{place + 1}"
                        )
                )
        );

    /// <summary>Reads the answers of a chapter; there are none where it has no file.</summary>
    /// <param name="notebook">The chapter's file name.</param>
    public static KnownAnswers Of(string notebook)
    {
        string file = Path.Combine(
            Repository.Root,
            "lib",
            "DtlsNotebooks.Tests",
            "Notebooks",
            "Answers",
            Path.ChangeExtension(notebook, ".json")
        );
        return new(
            File.Exists(file)
                ? JsonSerializer.Deserialize<Dictionary<string, ExerciseAnswers>>(File.ReadAllText(file), Lenient)!
                : new Dictionary<string, ExerciseAnswers>()
        );
    }

    /// <summary>The notebook with every answer behind its last cell, each with its check.</summary>
    /// <param name="document">The chapter.</param>
    public NotebookDocument AppendTo(NotebookDocument document)
    {
        List<NotebookCell> cells = [.. document.Cells];
        void Append(string id, string source) =>
            cells.Add(
                new NotebookCell
                {
                    Id = id,
                    Index = cells.Count,
                    Number = cells.Count(cell => cell.Kind == CellKind.Code) + 1,
                    Kind = CellKind.Code,
                    Source = source,
                    Heading = "Known answers",
                }
            );

        foreach (KnownAnswer answer in All)
        {
            NotebookCell check = PartsRule.ChecksOf(document, answer.Exercise).Last();
            // The first line must not be the exercise's: the runner would look for its solution.
            Append($"{answer.CellId}-code", $"// known answer\n{answer.Code}");
            Append(answer.CellId, check.Source);
        }

        return document with
        {
            Cells = cells,
        };
    }
}
