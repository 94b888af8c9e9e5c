using System.Text.RegularExpressions;
using DtlsNotebooks.Lessons.Predictions;
using DtlsNotebooks.Runner.Exercises;
using DtlsNotebooks.Runner.Notebooks;

namespace DtlsNotebooks.Tests.Notebooks.Shape;

/// <summary>Every prediction is asked, typed, compared and claimed, each once.</summary>
internal static partial class PredictionRule
{
    private const int Fewest = 8;
    private const int Most = 12;

    public static IEnumerable<Finding> Look(ChapterText chapter) =>
        TypedOnes(chapter).Concat(ComparedOnes(chapter)).Concat(Claims(chapter)).Concat(Number(chapter));

    private static IEnumerable<Finding> TypedOnes(ChapterText chapter)
    {
        foreach (PredictionCell typed in chapter.Typed)
        {
            if (typed.Question is null)
            {
                yield return new(
                    typed.CellId,
                    $"nothing compares {typed.Variable}",
                    $"end the experiment with Prediction.Compare(\"…\", {typed.Variable}, …);"
                );
            }

            int place = chapter.Document.CodeCells.First(cell => cell.Id == typed.CellId).Index;
            NotebookCell? asking = place > 0 ? chapter.Document.Cells[place - 1] : null;
            if (
                asking?.Kind != CellKind.Markdown
                || !Prose.Unfolded(asking.Source).Contains('?', StringComparison.Ordinal)
            )
            {
                yield return new(typed.CellId, "no question stands above it", "ask in the text cell before");
            }
        }
    }

    private static IEnumerable<Finding> ComparedOnes(ChapterText chapter)
    {
        var seen = new HashSet<string>();
        foreach (NotebookCell cell in chapter.Document.CodeCells)
        {
            foreach (Match compared in ChapterText.Compared().Matches(cell.Source))
            {
                (string name, string variable) = (compared.Groups["question"].Value, compared.Groups["variable"].Value);
                if (!seen.Add(name))
                    yield return new(cell.Id, $"“{name}” is compared a second time", "one question, one comparison");
                if (!chapter.Claims.ContainsKey(name))
                {
                    yield return new(
                        cell.Id,
                        $"“{name}” has no claim",
                        $"add it to Lessons/Predictions/Claims/{chapter.Document.Name}.json"
                    );
                }

                if (!Numbered().IsMatch(name))
                    yield return new(cell.Id, $"“{name}” has no section number", "call it “1.1.1 length” and the like");
                if (chapter.Typed.All(typed => typed.Variable != variable || typed.Question != name))
                {
                    yield return new(
                        cell.Id,
                        $"nobody could type {variable}",
                        $"put a cell before: int {variable} = 0;  // your prediction"
                    );
                }
            }
        }
    }

    private static IEnumerable<Finding> Claims(ChapterText chapter)
    {
        foreach ((string name, Claim claim) in chapter.Claims)
        {
            if (chapter.Questions.All(question => question.Name != name))
                yield return new("", $"the claim “{name}” is about no question", "remove it, or ask the question");
            if (claim.Wrong is not { } wrong || new Answer(wrong).IsEmpty)
            {
                yield return new(
                    "",
                    $"the claim “{name}” has no wrong answer",
                    "add \"wrong\": what people say, not 0"
                );
            }
            else if (claim.Holds(new Answer(wrong)))
            {
                yield return new("", $"the wrong answer to “{name}” is right", "give one that is wrong");
            }
        }
    }

    private static IEnumerable<Finding> Number(ChapterText chapter)
    {
        int asked = chapter.Typed.Count(typed =>
            chapter.ZoneOf(chapter.Document.CodeCells.First(cell => cell.Id == typed.CellId)) == ChapterZone.MainPath
        );
        if (asked is < Fewest or > Most)
            yield return new("", $"the main path asks for {asked} predictions", $"{Fewest} to {Most}");
    }

    [GeneratedRegex(@"\A\d+\w?(?:\.\d+)* \w")]
    private static partial Regex Numbered();
}
