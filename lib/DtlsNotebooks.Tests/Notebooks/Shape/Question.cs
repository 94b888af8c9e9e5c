using DtlsNotebooks.Lessons.Predictions;
using DtlsNotebooks.Runner.Exercises;
using DtlsNotebooks.Runner.Notebooks;

namespace DtlsNotebooks.Tests.Notebooks.Shape;

/// <summary>One prediction of a chapter: where it is typed, where it is compared, what is claimed.</summary>
/// <param name="Name">Its name, such as <c>1.1.1 length</c>.</param>
/// <param name="Typed">The cell in which it is typed.</param>
/// <param name="TypedAt">The place of that cell among all cells.</param>
/// <param name="ComparedAt">The place of the cell that compares it.</param>
/// <param name="Result">The expression that the cell compares it with.</param>
/// <param name="Claim">What the chapter claims; null where it claims nothing.</param>
internal sealed record Question(
    string Name,
    PredictionCell Typed,
    int TypedAt,
    int ComparedAt,
    string Result,
    Claim? Claim
)
{
    /// <summary>The choices that stand behind the line, without their explanation; empty for a free answer.</summary>
    public IReadOnlyList<string> Choices { get; } =
        Typed.Comment.Split(':', 2) is [_, { } choices]
            ? [.. choices.Replace(" or ", ",", StringComparison.Ordinal).Split(',').Select(choice => choice.Trim())]
            : [];

    /// <summary>The answers that the chapter explains, of every system.</summary>
    public IEnumerable<string> Answers =>
        new[] { Claim?.Came, Claim?.OnWindows, Claim?.OnMacOS }.OfType<string>().Distinct();

    /// <summary>The cells from the question to its comparison, that in which the answer is typed left out.</summary>
    public IEnumerable<NotebookCell> Before(NotebookDocument document) =>
        document.Cells.Where(cell => cell.Index >= TypedAt - 1 && cell.Index <= ComparedAt && cell.Id != Typed.CellId);
}
