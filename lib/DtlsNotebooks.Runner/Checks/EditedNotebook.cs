using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DtlsNotebooks.Runner.Notebooks;

namespace DtlsNotebooks.Runner.Checks;

/// <summary>Tells a notebook in which somebody has worked from a source that is broken.</summary>
internal static partial class EditedNotebook
{
    /// <summary>What is said of one.</summary>
    public static readonly IReadOnlyList<string> Note =
    [
        "Somebody has worked in this notebook: it holds outputs, counts or typed predictions. It was run as it is, "
            + "exercises that are solved are no fault, and a cell that fails may be an experiment. A source for the "
            + "course has none of these; \"git diff\" shows what changed.",
    ];

    /// <summary>Whether it was run and saved, or a prediction is typed.</summary>
    /// <param name="document">The notebook, as it was read.</param>
    public static bool IsEdited(NotebookDocument document) =>
        document.CodeCells.Any(cell => Typed().IsMatch(cell.Source)) || HoldsResults(document.Text);

    private static bool HoldsResults(string text) =>
        text.Length > 0
        && (JsonNode.Parse(text)?["cells"] as JsonArray ?? [])
            .OfType<JsonObject>()
            .Any(cell => cell["outputs"] is JsonArray { Count: > 0 } || cell["execution_count"] is not null);

    [GeneratedRegex(@"\A\s*(?:int|double|string) \w+ = (?!(?:0|"""");)[^;\n]+;\s*// your prediction[^\n]*\s*\z")]
    private static partial Regex Typed();
}
